import autocannon from 'autocannon';

/* autocannon in a process of its own, as our generator is: told what to do, and telling its result, over the channel. */
process.once('message', async (work: { url: string; body: string; connections: number; duration: number }) => {
  const headers = { 'content-type': 'application/json' };
  const before = process.cpuUsage();
  const result = await autocannon({ ...work, method: 'POST', headers });
  process.send!({ result, cpu: process.cpuUsage(before) }, () => process.exit());
});
