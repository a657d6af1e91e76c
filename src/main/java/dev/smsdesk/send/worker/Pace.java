package dev.smsdesk.send.worker;

import java.time.Duration;
import java.util.function.IntSupplier;
import java.util.function.LongSupplier;

/**
 * When this node may begin its next call through one account. Calls of one node begin at least (live nodes / rate) seconds apart, however
 * late the one before was. So all nodes together begin at most rate + number of nodes calls in any second, as long as the nodes stay the
 * same.
 */
public final class Pace {
    /** Of calls a second, however often Sinch says that it is too fast. */
    public static final double SLOWEST = 0.1;
    /** A node that has seen others waits until each of them must have seen it. */
    private static final long NODES_KNOWN_FOR = Duration.ofSeconds(1).toNanos();
    private static final long BETWEEN_CHANGES = Duration.ofSeconds(1).toNanos();
    private static final double SECOND = 1e9;
    /**
     * Calls for so long are claimed at once: a server that is killed leaves no more of them unsure than that, and a pause comes through at
     * once.
     */
    private static final double CLAIMED_SECONDS = 0.25;
    private static final double RAISE = 0.05;
    private final double set;
    private final IntSupplier liveNodes;
    private final LongSupplier nanoTime;
    private double rate;
    private int nodes;
    private long nodesReadAt;
    private long changedAt;
    private long nextAt;

    /**
     * @param callsASecond of the account, over all nodes
     * @param liveNodes    this one included; asked once a second at the most. This node counts for the others once it has been asked
     * @param nanoTime     as {@link System#nanoTime}
     */
    public Pace(double callsASecond, IntSupplier liveNodes, LongSupplier nanoTime) {
        this.set = callsASecond;
        this.rate = callsASecond;
        this.liveNodes = liveNodes;
        this.nanoTime = nanoTime;
        this.nextAt = nanoTime.getAsLong();
        this.changedAt = nextAt - BETWEEN_CHANGES;
    }

    /** How many calls are claimed at once. Asks for the nodes: one thread at a time. */
    int most() {
        seeNodes();
        return (int) Math.max(1, CLAIMED_SECONDS * rate() / nodes());
    }

    /** Asks for the nodes: one thread at a time. @return nanoseconds until a call may begin, from 0 */
    long untilNext() {
        seeNodes();
        return left();
    }

    private synchronized long left() {
        return Math.max(0, nextAt - nanoTime.getAsLong());
    }

    /** @return whether a call may begin, now; the next one may an interval later */
    synchronized boolean take() {
        boolean taken = left() == 0;
        if (taken) {
            nextAt = nanoTime.getAsLong() + interval();
        }
        return taken;
    }

    private void seeNodes() {
        long now = nanoTime.getAsLong();
        if (nodes() == 0 || now - nodesReadAt >= NODES_KNOWN_FOR) {
            saw(Math.max(1, liveNodes.getAsInt()), now);
        }
    }

    private synchronized void saw(int live, long now) {
        if (nodes == 0 && live > 1) {
            nextAt = now + 2 * NODES_KNOWN_FOR;
        }
        nodes = live;
        nodesReadAt = now;
    }

    /** Sinch answered that calls come too fast. Calls under way may all answer so: they count once. */
    synchronized void slower() {
        long now = nanoTime.getAsLong();
        if (now - changedAt >= BETWEEN_CHANGES) {
            rate = Math.max(Math.min(SLOWEST, set), rate / 2);
            changedAt = now;
            nextAt = Math.max(nextAt - now, interval()) + now;
        }
    }

    /** Sinch took a call: a twentieth of the set rate a second, up to it. */
    synchronized void faster() {
        long now = nanoTime.getAsLong();
        if (rate < set && now - changedAt >= BETWEEN_CHANGES) {
            rate = Math.min(set, rate + RAISE * set);
            changedAt = now;
        }
    }

    /** Calls a second over all nodes, as this node sees it. */
    synchronized double rate() {
        return rate;
    }

    private synchronized int nodes() {
        return nodes;
    }

    private long interval() {
        return (long) Math.ceil(SECOND * Math.max(1, nodes) / rate);
    }
}
