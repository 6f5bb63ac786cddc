import { existsSync } from "node:fs";
import type { Reply, Router, XPublisher } from "zeromq";
import { type Channel, type Connection, type CurveKeys, formatAddress } from "./connection.js";
import { ConnectionError } from "./connection-error.js";

/** Binds the socket of a channel and gives back its port: that of the connection, or for 0 a free one. */
export async function bindSocket(
  socket: Router | Reply | XPublisher,
  connection: Connection,
  channel: Channel,
): Promise<number> {
  const { transport, ip, ports, curve } = connection;
  if (curve !== undefined) encrypt(socket, curve);
  // libzmq takes an ipc path over from whoever listens on it
  const port = transport === "ipc" && ports[channel] === 0 ? freePath(ip) : ports[channel];
  const address = formatAddress(transport, ip, port);
  try {
    await socket.bind(address);
  } catch (error) {
    throw new ConnectionError(`cannot bind ${channel} to ${address}: ${reasonOf(error)}`);
  }
  return port === 0 ? Number(/\d+$/.exec(socket.lastEndpoint ?? "")?.[0]) : port;
}

/** By assignment: a constructor that is given an invalid key takes the process down later. */
function encrypt(socket: Router | Reply | XPublisher, { publicKey, secretKey }: CurveKeys): void {
  try {
    socket.curveServer = true;
    socket.curvePublicKey = publicKey;
    socket.curveSecretKey = secretKey;
  } catch (error) {
    throw new ConnectionError(`cannot encrypt with the given CurveZMQ keys: ${reasonOf(error)}`);
  }
}

function freePath(ip: string): number {
  let port = 1;
  while (existsSync(`${ip}-${port}`)) port++;
  return port;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  switch ((error as NodeJS.ErrnoException).code) {
    case "EADDRINUSE":
      return "address already in use";
    case "EADDRNOTAVAIL":
      return "address not available";
    case "EACCES":
      return "permission denied";
    case "ENAMETOOLONG":
      return "the path is too long for a socket";
    case "ENOENT":
      return "no such folder";
    default:
      return error.message;
  }
}
