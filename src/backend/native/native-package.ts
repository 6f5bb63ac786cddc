/** The two packages that bind TensorFlow's C library, in the order in which they are tried. */
export const NATIVE_PACKAGES = ["tfjs-node-gpu", "tfjs-node"] as const;

/** A package that binds TensorFlow's C library. */
export type NativePackage = (typeof NATIVE_PACKAGES)[number];

/** Where the addon lies in the package: the newest Node-API level that the package names. */
export const ADDON_FILE = "lib/napi-v8/tfjs_binding.node";
