package dev.smsdesk.bench;

import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.IntConsumer;

/** What became of the requests of one round. Figures are of what was answered while the load lasted; the ledger is of all. */
final class Outcome {
    private static final int OK = 200;
    private final short[] status;
    private final int[] micros;
    private int answered;
    private int accepted;
    private int inTime;
    private int sent;
    private long nanos;

    Outcome(int requests) {
        status = new short[requests];
        micros = new int[requests];
    }

    void answered(int request, int code, long tookNanos, boolean whileLoaded) {
        status[request] = (short) code;
        answered++;
        accepted += code == OK ? 1 : 0;
        if (code == OK && whileLoaded) {
            micros[inTime++] = (int) (tookNanos / 1_000);
        }
    }

    void ended(long afterNanos) {
        nanos = afterNanos;
        Arrays.sort(micros, 0, inTime);
    }

    /** @param requests how many were sent, the first of those prepared */
    void sent(int requests) {
        sent = requests;
    }

    double seconds() {
        return nanos / 1e9;
    }

    double acceptedPerSecond() {
        return inTime / seconds();
    }

    /** @return milliseconds within which that share of the accepted were answered */
    double millis(double share) {
        return inTime == 0 ? Double.NaN : micros[(int) Math.min(inTime - 1L, (long) (share * inTime))] / 1e3;
    }

    int accepted() {
        return accepted;
    }

    /** @return with any status */
    int answered() {
        return answered;
    }

    void eachAccepted(IntConsumer request) {
        for (int i = 0; i < status.length; i++) {
            if (status[i] == OK) {
                request.accept(i);
            }
        }
    }

    /** @return how often each other status came, 0 for no answer at all; empty when all were 200 */
    Map<Integer, Integer> others() {
        Map<Integer, Integer> others = new TreeMap<>();
        for (int i = 0; i < sent; i++) {
            if (status[i] != OK) {
                others.merge((int) status[i], 1, Integer::sum);
            }
        }
        return others;
    }
}
