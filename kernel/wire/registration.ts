import { createRequire } from "node:module";
import { CHANNELS, type Connection, formatAddress } from "./connection.js";
import { ConnectionError } from "./connection-error.js";
import { type Fields, textField, wrongField } from "./fields.js";
import { DELIMITER } from "./frames.js";
import { isSignatureValid, signFrames } from "./signature.js";

/** Where a launcher waits to be told the ports that a kernel chose. */
export interface Registration {
  readonly kernelId: string;
  readonly address: string;
}

const ACKNOWLEDGE_MS = 10_000;

/** The registration that a registration file asks for. */
export function parseRegistration(
  fields: Fields,
  transport: Connection["transport"],
): Registration {
  const port = Number(fields.registration_port);
  if (!Number.isInteger(port) || port <= 0) {
    throw wrongField("registration_port", "a port number", fields.registration_port);
  }
  return {
    kernelId: textField(fields, "kernel_id"),
    address: formatAddress(transport, textField(fields, "registration_ip"), port),
  };
}

/**
 * Tells the launcher the ports of the bound sockets and waits for its acknowledgement, as in the
 * start-up handshake of protocol 5.6. A launcher that stays silent gives a `ConnectionError`.
 */
export async function register(connection: Connection, registration: Registration): Promise<void> {
  const { kernelId, address } = registration;
  const zmq = createRequire(import.meta.url)("zeromq") as typeof import("zeromq");
  const socket = new zmq.Dealer({
    ipv6: address.includes("["),
    linger: 0,
    sendTimeout: ACKNOWLEDGE_MS,
    receiveTimeout: ACKNOWLEDGE_MS,
  });
  try {
    socket.connect(address);
    const ports = CHANNELS.map((channel) => [`${channel}_port`, `${connection.ports[channel]}`]);
    const content = Buffer.from(
      JSON.stringify({ kernel_id: kernelId, ...Object.fromEntries(ports) }),
    );
    await socket.send([DELIMITER, signFrames(connection, [content]), content]);
    const frames = await socket.receive();
    const [signature, answer] = frames.slice(
      frames.findIndex((frame) => DELIMITER.equals(frame)) + 1,
    );
    if (!signature || !answer || !isSignatureValid(connection, signature, [answer])) {
      throw new Error("its acknowledgement has a wrong signature");
    }
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException; // thrown by zeromq or here
    const reason =
      code === "EAGAIN" ? `no acknowledgement within ${ACKNOWLEDGE_MS / 1000} s` : message;
    throw new ConnectionError(`cannot register the kernel at ${address}: ${reason}`);
  } finally {
    socket.close();
  }
}
