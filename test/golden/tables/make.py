"""Writes the tables that the tests read. Needs pyarrow, and runs in this folder."""

import datetime

import pyarrow as pa
import pyarrow.feather as feather
import pyarrow.parquet as parquet

flats = pa.table({
    "city": ["Oslo", "Rome", "Oslo"],
    "rooms": pa.array([2, 3, 1], pa.int64()),
    "rent": pa.array([14.5, 9.25, None], pa.float32()),
    "tags": [["new", "loft"], [], ["old"]],
    "seen": pa.array([datetime.datetime(2024, 1, day) for day in (1, 2, 3)], pa.timestamp("ms")),
})
kinds = flats.append_column("kind", pa.array(["a", "b", "a"]).dictionary_encode())
small = flats.select(["city", "rooms"])

parquet.write_table(small, "flats.parquet", row_group_size=2)
for codec in ("none", "gzip", "brotli", "zstd", "lz4"):
    parquet.write_table(kinds, f"kinds-{codec}.parquet", compression=codec)
feather.write_feather(small, "flats.arrow", compression="uncompressed")
for codec in ("lz4", "zstd"):
    # long enough for buffers to be compressed at all
    feather.write_feather(pa.concat_tables([kinds] * 20), f"kinds-{codec}.arrow", compression=codec)
with pa.ipc.new_stream("kinds.arrows", kinds.schema) as stream:
    stream.write_table(kinds, max_chunksize=2)
large = pa.table({"id": pa.array([1, 2**60 + 1], pa.int64())})
parquet.write_table(large, "large.parquet")
feather.write_feather(large, "large.arrow", compression="uncompressed")
