// yrs in WebAssembly, for whoever lives outside this folder.
import ywasm from 'ywasm';

export default ywasm;
