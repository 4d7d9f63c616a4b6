// Reads an agency's queue: prints a line for each event and keeps it in a file, each once.
//
// NSCL_AGENCY_URI: the address that 'nscl agency add' printed; NSCL_AGENCY_SCHEMAS: the
// folder contracts/schemas/partner; NSCL_AGENCY_EVENTS: the file (default events.jsonl).
import fs from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import Ajv from 'ajv/dist/2020.js'
import amqp from 'amqplib'

const { NSCL_AGENCY_URI: uri, NSCL_AGENCY_SCHEMAS: folder } = process.env
const name = process.env.NSCL_AGENCY_EVENTS ?? 'events.jsonl'
// "strict" would mind the classification of each member, "formats" needs another package
const ajv = new Ajv({ strict: false, validateFormats: false })
const validators = new Map(fs.readdirSync(folder).filter((each) => each.endsWith('.json')).map(
  (each) => [path.basename(each, '.json'), ajv.compile(JSON.parse(fs.readFileSync(path.join(folder, each))))]))
const text = fs.existsSync(name) ? fs.readFileSync(name, 'utf8') : ''
fs.writeFileSync(name, text.slice(0, text.lastIndexOf('\n') + 1)) // less a line that a crash cut off
const seen = new Set(text.split('\n').slice(0, -1).map((line) => JSON.parse(line).id))
const file = fs.openSync(name, 'a')

// Do the work: here, a line in a file, which is also the memory of what is done.
function work (event) {
  fs.writeSync(file, JSON.stringify(event) + '\n')
  fs.fsyncSync(file)
  seen.add(event.id)
  console.log(event.time, event.type, event.subject, Number(event.sequence))
}

// The event, or nothing when it is none; that is set aside.
function checked (body) {
  try {
    const event = JSON.parse(body)
    const valid = validators.get(event.type)
    if (valid?.(event.data)) return event
    throw new Error(`${event.type} ${ajv.errorsText(valid?.errors)}`)
  } catch (error) {
    fs.appendFileSync(`${name}.refused`, body + '\n')
    console.log('refused:', error.message)
  }
}

while (true) {
  try {
    const connection = await amqp.connect(uri)
    const closed = new Promise((resolve) => connection.once('close', resolve))
    connection.on('error', (error) => console.log('connection:', error.message))
    const channel = await connection.createChannel()
    await channel.prefetch(100)
    await channel.consume(new URL(uri).username, (message) => {
      if (message === null) process.exit(1) // no queue any more
      const event = checked(message.content.toString())
      if (event && !seen.has(event.id)) work(event)
      channel.ack(message) // only now: after a crash it comes again
    })
    await closed
  } catch (error) {
    console.log('connecting again:', error.message)
    if (/ACCESS.REFUSED|NOT.FOUND/.test(error.message)) process.exit(1) // no use to go on
  }
  await pause(1000)
}
