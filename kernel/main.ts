#!/usr/bin/env node
import { dispatch } from "./cli/dispatch.js";

const code = await dispatch(process.argv.slice(2));
if (code !== undefined) process.exitCode = code;
