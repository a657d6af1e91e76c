package dev.smsdesk.connect;

import java.time.Duration;
import java.util.function.IntSupplier;

/** The other servers on this database: they read entered secrets every two seconds. */
public final class OtherNodes {
    private final IntSupplier liveNodes;
    private final Duration lag;

    /** @param liveNodes this one included; @param lag until each has read a new secret, or knows that it could not */
    public OtherNodes(IntSupplier liveNodes, Duration lag) {
        this.liveNodes = liveNodes;
        this.lag = lag;
    }

    /** Waits until they accept what has just been entered. @return false where this server is stopping */
    boolean follow() {
        try {
            Thread.sleep(liveNodes.getAsInt() > 1 ? lag.toMillis() : 0);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
