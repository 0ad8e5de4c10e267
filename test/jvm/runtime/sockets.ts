/** The TCP sockets of another process, as the kernel lists them. */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

const SOCKET = /^socket:\[(?<inode>\d+)\]$/u;

/** The remote ports of the TCP sockets that a process has open, sorted; a listening socket has port 0. */
export function remotePortsOf(pid: number): readonly number[] {
  const inodes = new Set(readdirSync(`/proc/${pid}/fd`).map((descriptor) => inodeOf(`/proc/${pid}/fd/${descriptor}`)));
  return ['tcp', 'tcp6']
    .flatMap((table) => readFileSync(`/proc/${pid}/net/${table}`, 'utf8').split('\n').slice(1))
    .map((line) => line.trim().split(/\s+/u))
    .filter((columns) => inodes.has(columns[9] ?? ''))
    .map((columns) => Number.parseInt((columns[2] ?? '').split(':')[1] ?? '', 16))
    .sort((left, right) => left - right);
}

/** Null for what is no socket, and for a descriptor that was closed meanwhile. */
function inodeOf(descriptor: string): string | null {
  try {
    return SOCKET.exec(readlinkSync(descriptor))?.groups?.inode ?? null;
  } catch {
    return null;
  }
}
