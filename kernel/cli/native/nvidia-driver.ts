import { existsSync } from "node:fs";

const DRIVER_FILES = ["/proc/driver/nvidia/version", "/dev/dxg"];

/** Whether this machine has a driver of NVIDIA; on Windows's Linux it shows as `/dev/dxg`. */
export function hasNvidiaDriver(): boolean {
  return DRIVER_FILES.some((path) => existsSync(path));
}
