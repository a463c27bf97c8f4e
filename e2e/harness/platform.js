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
  static async start() {
    const folder = await mkdtemp(join(tmpdir(), 'portico-journeys-'));
    const platform = new Platform();
    platform.folder = folder;
    platform.database = join(folder, 'data/portico.sqlite');
    const port = await freePort();
    platform.address = `http://127.0.0.1:${port}`;
    const flags = ['demo', '--data', join(folder, 'data'), '--port', String(port), '--rest-port', '0', '--open311-port', '0'];
    // Settings in our own environment are somebody else's: the demonstration gets its flags and nothing more.
    const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PORTICO_')));
    // A worker that is killed takes its platform with it.
    platform.process = spawn('setpriv', ['--pdeathsig', 'TERM', program, ...flags], { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    platform.log = '';
    for (const stream of [platform.process.stdout, platform.process.stderr]) stream.on('data', (text) => { platform.log += text; });
    platform.ended = new Promise((ended) => platform.process.on('exit', ended));
    await platform.ready();
    return platform;
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
    const count = `import sqlite3; print(sqlite3.connect(${JSON.stringify(this.database)}).execute('SELECT count(*) FROM application').fetchone()[0])`;
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
