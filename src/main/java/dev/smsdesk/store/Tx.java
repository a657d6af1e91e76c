package dev.smsdesk.store;

import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Runs work in one transaction at READ COMMITTED. Work that meets a passing fault (deadlock, lost connection, a cluster
 * that changes its mind at commit) is run again from the start, so it must be safe to repeat and touch nothing but the database.
 */
public final class Tx {
    private static final int TRIES = 5;
    private final EntityManagerFactory entityManagers;

    public Tx(EntityManagerFactory entityManagers) {
        this.entityManagers = entityManagers;
    }

    /** One transaction; entities changed in it are written at its end. */
    public <T> T write(Function<EntityManager, T> work) {
        return repeated(work, true);
    }

    /**
     * As {@link #write}, and on the disk when this returns. The embedded database answers a commit before its file is flushed, which is enough
     * for kill -9, but not for a power cut: what must not be done twice is claimed this way.
     */
    public <T> T writeToDisk(Function<EntityManager, T> work) {
        boolean[] embedded = new boolean[1];
        T result = write(em -> {
            T written = work.apply(em);
            embedded[0] = SqlWork.on(connection -> connection.getMetaData().getDatabaseProductName().equals("H2")).apply(em);
            return written;
        });
        if (embedded[0]) {
            sql(connection -> {
                Sql.run(connection, "checkpoint sync");
                return null;
            });
        }
        return result;
    }

    public void run(Consumer<EntityManager> work) {
        write(em -> {
            work.accept(em);
            return null;
        });
    }

    /** One consistent read; what comes back is detached, nothing is written. */
    public <T> T read(Function<EntityManager, T> work) {
        return repeated(work, false);
    }

    /** One transaction of plain SQL. @throws jakarta.persistence.PersistenceException with the SQLException as its cause */
    public <T> T sql(SqlWork<T> work) {
        return write(SqlWork.on(work));
    }

    private <T> T repeated(Function<EntityManager, T> work, boolean commit) {
        for (int tries = 1; ; tries++) {
            try {
                return once(work, commit);
            } catch (RuntimeException e) {
                if (tries == TRIES || !Transient.is(e)) {
                    throw e;
                }
                pause(tries);
            }
        }
    }

    private <T> T once(Function<EntityManager, T> work, boolean commit) {
        try (EntityManager em = entityManagers.createEntityManager()) {
            em.getTransaction().begin();
            try {
                T result = work.apply(em);
                if (commit) {
                    em.getTransaction().commit();
                } else {
                    em.getTransaction().rollback();
                }
                return result;
            } catch (RuntimeException | Error e) {
                rollBack(em, e);
                throw e;
            }
        }
    }

    /** Where that fails too, what came first is what is told: over a connection that is gone nothing is rolled back. */
    private static void rollBack(EntityManager em, Throwable first) {
        try {
            if (em.getTransaction().isActive()) {
                em.getTransaction().rollback();
            }
        } catch (RuntimeException e) {
            first.addSuppressed(e);
        }
    }

    private static void pause(int tries) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong(10L << tries));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("stopped while waiting to try a transaction again", e);
        }
    }
}
