// npm's piston-client, as it is: `node piston.mjs SERVER LANGUAGE CODE [OPTIONS as JSON]` prints the runtimes and the answer.
import piston from 'piston-client'

const [server, language, code, options] = process.argv.slice(2)
const client = piston({ server })
const runtimes = await client.runtimes()
const answer = await client.execute(language, code, options ? JSON.parse(options) : {})
console.log(JSON.stringify({ runtimes, answer }))
