// A whole Portico for a worker: `portico demo` in a folder of its own, on ports that nobody else has.
import { execFileSync, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../..', import.meta.url));
const program = process.env.PORTICO_BIN ?? join(root, process.env.CARGO_TARGET_DIR ?? 'target', 'debug/portico');

// Set-up on a debug build, beside another worker, may take its time; a start that failed says so at once.
const PATIENCE = 60_000;

export class Platform {
  // `more` are flags beside the usual ones.
  static async start(more = []) {
    const folder = await mkdtemp(join(tmpdir(), 'portico-journeys-'));
    const platform = new Platform();
    platform.folder = folder;
    platform.database = join(folder, 'data/portico.sqlite');
    const port = await freePort();
    platform.address = `http://127.0.0.1:${port}`;
    platform.flags = ['demo', '--data', join(folder, 'data'), '--port', String(port), '--rest-port', '0', '--open311-port', '0', ...more];
    platform.log = '';
    await platform.run();
    return platform;
  }

  // Starts the program on what its folder holds, at the address that it always had.
  async run() {
    // Settings in our own environment are somebody else's: the demonstration gets its flags and nothing more.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PORTICO_')));
    // A worker that is killed takes its platform with it.
    this.process = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...this.flags], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    for (const stream of [this.process.stdout, this.process.stderr]) stream.on('data', (text) => { this.log += text; });
    this.ended = new Promise((ended) => this.process.on('exit', (code, signal) => ended(signal ?? code)));
    await this.ready();
  }

  // As if the machine had lost its power.
  async kill() {
    this.process.kill('SIGKILL');
    return this.ended;
  }

  // The stand-in agencies that speak a protocol, `rest` or `open311`: `put` sets an agency's switches, `effects` lists
  // what each request came to there.
  agencies(protocol) {
    const said = [...this.log.matchAll(new RegExp(`The ${protocol}-agency +(http://[0-9.:]+)`, 'g'))].pop();
    if (!said) throw new Error(`The demonstration did not say where its ${protocol} agencies are:\n${this.log}`);
    return {
      put: async (agency, switches) => {
        const headers = { 'content-type': 'application/json' };
        const answer = await fetch(`${said[1]}/${agency}/switches`, { method: 'PUT', headers, body: JSON.stringify(switches) });
        if (!answer.ok) throw new Error(`${agency} did not take ${JSON.stringify(switches)}: ${answer.status}`);
      },
      effects: async (key) => (await (await fetch(`${said[1]}/effects`)).json()).filter((effect) => effect.key === key),
    };
  }

  async ready() {
    let ended = false;
    this.ended.then(() => { ended = true; });
    for (const deadline = Date.now() + PATIENCE; Date.now() < deadline;) {
      if (ended) throw new Error(`The demonstration ended instead of starting:\n${this.log}`);
      if (await fetch(`${this.address}/readyz`).then((answer) => answer.ok, () => false)) return;
      await new Promise((again) => setTimeout(again, 100));
    }
    throw new Error(`The demonstration was not ready in time:\n${this.log}`);
  }

  // How many applications there are, from the database itself: a page could hide a second one.
  applications() {
    return this.count('SELECT count(*) FROM application');
  }

  // Is a request being sent at this moment? Then a worker has its lease, and no outcome is recorded yet.
  isBeingSent(request) {
    return this.count(`SELECT count(*) FROM outbox WHERE topic = 'dispatch' AND subject = '${request}' AND leased = 1`) === 1;
  }

  count(statement) {
    const count = `import sqlite3; print(sqlite3.connect(${JSON.stringify(this.database)}).execute(${JSON.stringify(statement)}).fetchone()[0])`;
    return Number(execFileSync('python3', ['-c', count], { encoding: 'utf8' }));
  }

  async stop() {
    this.process.kill('SIGINT');
    const late = setTimeout(() => this.process.kill('SIGKILL'), 15_000);
    await this.ended;
    clearTimeout(late);
    await rm(this.folder, { recursive: true, force: true });
  }
}

function freePort() {
  return new Promise((found) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}
