#!/usr/bin/env python3
"""What many sleeping asyncio tasks hold in memory, as growth of the resident set. usage: sleeping.py [--loop asyncio|uvloop] COUNT"""
import argparse, asyncio, gc, json, sys


def resident():
    with open("/proc/self/statm") as statm:
        return int(statm.read().split()[1]) * 4096


async def main(count):
    gc.collect()
    before = resident()
    tasks = [asyncio.create_task(asyncio.sleep(3600)) for _ in range(count)]
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    gc.collect()
    held = resident() - before
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return held / count


parser = argparse.ArgumentParser()
parser.add_argument("--loop", default="asyncio", choices=["asyncio", "uvloop"])
parser.add_argument("count", type=int)
args = parser.parse_args()
if args.loop == "uvloop":
    import uvloop

    uvloop.install()
per_task = asyncio.run(main(args.count))
print(json.dumps({"impl": f"{args.loop} / py{sys.version.split()[0]}", "tasks": args.count, "bytes_per_task": round(per_task, 1)}))
