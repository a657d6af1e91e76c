package dev.smsdesk.store;

import com.github.f4b6a3.ulid.UlidCreator;
import jakarta.persistence.EntityManager;
import jakarta.persistence.EntityManagerFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLIntegrityConstraintViolationException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Runs work in one transaction at READ COMMITTED. After a transient fault (deadlock, lost connection, a cluster's refusal at commit) the
 * work runs again from the start, so it must be repeatable and touch nothing but the database.
 */
public final class Tx {
    private static final int TRIES = 5;
    /** No commit is retried later than that; older marks belong to nodes that have ended. */
    private static final Duration MARKS_KEPT = Duration.ofHours(1);
    private static final int MARKS_BETWEEN_SWEEPS = 500;
    private final EntityManagerFactory entityManagers;
    private final H2File file;
    private final ThreadLocal<Once<?>> current = new ThreadLocal<>();
    private final AtomicInteger marks = new AtomicInteger();
    /** Marks of commits that have been answered and can be deleted. */
    private final Queue<String> answered = new ConcurrentLinkedQueue<>();

    /** For a database that flushes each commit by itself. */
    public Tx(EntityManagerFactory entityManagers) {
        this(entityManagers, null);
    }

    /** @param file is flushed after each commit with changes; may be null */
    Tx(EntityManagerFactory entityManagers, H2File file) {
        this.entityManagers = entityManagers;
        this.file = file;
    }

    /** One transaction; changed entities are written at its end. On return the changes are on disk. */
    public <T> T write(Function<EntityManager, T> work) {
        return repeated(work, true);
    }

    public void run(Consumer<EntityManager> work) {
        write(em -> {
            work.accept(em);
            return null;
        });
    }

    /** One consistent read; the result is detached, nothing is written. */
    public <T> T read(Function<EntityManager, T> work) {
        return repeated(work, false);
    }

    /** One transaction of plain SQL. @throws jakarta.persistence.PersistenceException with the SQLException as its cause */
    public <T> T sql(SqlWork<T> work) {
        return write(SqlWork.on(work));
    }

    /**
     * As {@link #write}, for work that must not happen twice: sums, new ids, decisions. Each attempt writes the same mark, so after a
     * lost commit the next attempt finds whether it succeeded; if so, the first result is returned. Transactions that the work starts on
     * this thread join this one.
     */
    public <T> T once(Function<EntityManager, T> work) {
        if (current.get() != null) {
            return work.apply(current.get().em);
        }
        sweepMarks();
        Once<T> once = new Once<>();
        T result = write(em -> once.run(em, work, current));
        answered.add(once.mark);
        once.afterwards.forEach(Runnable::run);
        return result;
    }

    /** Runs after the commit of the current {@link #once}, or at once outside one. */
    public void afterCommit(Runnable task) {
        if (current.get() == null) {
            task.run();
        } else {
            current.get().afterwards.add(task);
        }
    }

    private void sweepMarks() {
        if (marks.getAndIncrement() % MARKS_BETWEEN_SWEEPS == 0) {
            List<String> unneeded = Stream.generate(answered::poll).takeWhile(Objects::nonNull).toList();
            sql(connection -> {
                Rows.update(connection, "delete from commit_mark where id in ", unneeded);
                Sql.run(connection, "delete from commit_mark where id < ?", Ids.firstAt(Instant.now().minus(MARKS_KEPT)));
                return null;
            });
        }
    }

    /** One piece of work and its mark, over all attempts. */
    private static final class Once<T> {
        private final String mark = UlidCreator.getUlid().toString();
        private EntityManager em;
        private boolean tried;
        private T result;
        private List<Runnable> afterwards = List.of();

        private T run(EntityManager ours, Function<EntityManager, T> work, ThreadLocal<Once<?>> current) {
            boolean first = SqlWork.on(this::leaveMark).apply(ours);
            if (first) {
                em = ours;
                afterwards = new ArrayList<>();
                current.set(this);
                try {
                    result = work.apply(ours);
                } finally {
                    current.remove();
                }
                tried = true;
            }
            return result;
        }

        /** @return false if an earlier attempt has committed the mark; waits for one that is still running */
        private boolean leaveMark(Connection connection) throws SQLException {
            try {
                Sql.run(connection, "insert into commit_mark (id) values (?)", mark);
                return true;
            } catch (SQLIntegrityConstraintViolationException e) {
                if (tried) {
                    return false;
                }
                throw e;
            }
        }
    }

    private <T> T repeated(Function<EntityManager, T> work, boolean commit) {
        if (current.get() != null) {
            return work.apply(current.get().em);
        }
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
                    H2File.Change change = file == null ? null : change(em);
                    em.getTransaction().commit();
                    if (change != null) {
                        file.flush(change);
                    }
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

    private static H2File.Change change(EntityManager em) {
        em.flush();
        return SqlWork.on(H2File::change).apply(em);
    }

    /** If the rollback fails too, the first fault is thrown: a lost connection cannot be rolled back. */
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
