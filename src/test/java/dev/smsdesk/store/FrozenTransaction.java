package dev.smsdesk.store;

import jakarta.persistence.EntityManager;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;

/** Another node in the middle of a transaction, with rows locked, until it is closed. */
public final class FrozenTransaction implements AutoCloseable {
    private final CountDownLatch thaw = new CountDownLatch(1);
    private final CompletableFuture<Void> node;

    /** Returns once the rows are locked. */
    public FrozenTransaction(Tx tx, Consumer<EntityManager> lock) {
        CountDownLatch held = new CountDownLatch(1);
        node = Concurrently.inThread(() -> tx.run(em -> {
            lock.accept(em);
            held.countDown();
            Concurrently.await(thaw);
        }));
        Concurrently.await(held);
    }

    /** Lets it commit, and waits for that. */
    @Override
    public void close() {
        thaw.countDown();
        node.join();
    }
}
