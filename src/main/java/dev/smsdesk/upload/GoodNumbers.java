package dev.smsdesk.upload;

import dev.smsdesk.store.Tx;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;

/** The numbers of an upload's good rows, in order, read piece by piece. */
public final class GoodNumbers {
    private static final int CHUNKS_AT_ONCE = 10;
    private final Tx tx;
    private final Upload upload;
    private final Queue<String> ready = new ArrayDeque<>();
    private int nextChunk;

    GoodNumbers(Tx tx, Upload upload, int skip) {
        this.tx = tx;
        this.upload = upload;
        int left = skip;
        for (int good : tx.sql(connection -> RowTable.good(connection, upload))) {
            if (good > left) {
                break;
            }
            left -= good;
            nextChunk++;
        }
        next(left);
    }

    /** @return digits of the next numbers, fewer than asked for at the end */
    public List<String> next(int most) {
        List<String> numbers = new ArrayList<>();
        while (numbers.size() < most && (!ready.isEmpty() || load())) {
            while (numbers.size() < most && !ready.isEmpty()) {
                numbers.add(ready.remove());
            }
        }
        return numbers;
    }

    /** @return whether there was a chunk; it may have no good row */
    private boolean load() {
        List<RowTable.Chunk> chunks = tx.sql(connection -> RowTable.numbers(connection, upload, nextChunk, CHUNKS_AT_ONCE));
        for (RowTable.Chunk chunk : chunks) {
            chunk.numbers().lines().forEach(line -> ready.add(line.substring(line.indexOf(' ') + 1)));
            nextChunk = chunk.number() + 1;
        }
        return !chunks.isEmpty();
    }
}
