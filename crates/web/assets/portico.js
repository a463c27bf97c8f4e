// Starts the components of the pages. Everything works without it.
import { initAll } from './govuk-frontend.js'

// A staff page that answers a form is kept as its address without the form: Back comes to it and asks nothing.
if (document.body.hasAttribute('data-answers-form')) history.replaceState(history.state, '', location.href)

document.body.classList.add('js-enabled', 'govuk-frontend-supported')
initAll()
