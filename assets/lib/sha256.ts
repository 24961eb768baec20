// SPDX-License-Identifier: AGPL-3.0-or-later
// SHA-256 (FIPS 180-4) of ASCII text. WebCrypto exists only on HTTPS, and is slower for many short texts than this.

const primes: number[] = [];
for (let n = 2; primes.length < 64; n++) if (primes.every((p) => n % p !== 0)) primes.push(n);
const fraction = (x: number) => Math.floor((x - Math.floor(x)) * 2 ** 32) | 0;
const rounds = Int32Array.from(primes, (p) => fraction(Math.cbrt(p)));
const initial = Int32Array.from(primes.slice(0, 8), (p) => fraction(Math.sqrt(p)));
const words = new Int32Array(64);

const rotate = (x: number, by: number) => (x >>> by) | (x << (32 - by));

function compress(state: Int32Array, block: Uint8Array, at: number) {
  for (let i = 0; i < 16; i++, at += 4) {
    words[i] = (block[at]! << 24) | (block[at + 1]! << 16) | (block[at + 2]! << 8) | block[at + 3]!;
  }
  for (let i = 16; i < 64; i++) {
    const x = words[i - 15]!, y = words[i - 2]!;
    words[i] = (words[i - 16]! + words[i - 7]! + (rotate(x, 7) ^ rotate(x, 18) ^ (x >>> 3)) + (rotate(y, 17) ^ rotate(y, 19) ^ (y >>> 10))) | 0;
  }
  let a = state[0]!, b = state[1]!, c = state[2]!, d = state[3]!, e = state[4]!, f = state[5]!, g = state[6]!, h = state[7]!;
  for (let i = 0; i < 64; i++) {
    const first = (h + (rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25)) + ((e & f) ^ (~e & g)) + rounds[i]! + words[i]!) | 0;
    const second = ((rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    h = g; g = f; f = e; e = (d + first) | 0; d = c; c = b; b = a; a = (first + second) | 0;
  }
  state[0]! += a; state[1]! += b; state[2]! += c; state[3]! += d; state[4]! += e; state[5]! += f; state[6]! += g; state[7]! += h;
}

export function sha256_hex(ascii: string): string {
  const length = ascii.length;
  const block = new Uint8Array(((length + 72) >> 6) << 6);
  for (let i = 0; i < length; i++) block[i] = ascii.charCodeAt(i);
  block[length] = 0x80;
  new DataView(block.buffer).setUint32(block.length - 4, length * 8);
  const state = initial.slice();
  for (let at = 0; at < block.length; at += 64) compress(state, block, at);
  return Array.from(state, (word) => (word >>> 0).toString(16).padStart(8, "0")).join("");
}
