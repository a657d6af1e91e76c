package dev.smsdesk.send;

import dev.smsdesk.jobs.Job;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Jobs;
import dev.smsdesk.jobs.Step;
import dev.smsdesk.message.table.BatchLife;
import dev.smsdesk.message.table.CallPlan;
import dev.smsdesk.message.table.CallPlan.Cut;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The job that cuts a confirmed batch into calls, chunk by chunk. After a kill any node goes on with the next chunk. */
public final class CallPlanner implements JobWork {
    private static final Logger log = LoggerFactory.getLogger(CallPlanner.class);
    private static final String KIND = "plan-calls";
    private final Tx tx;
    private final Jobs jobs;
    private final CallPlan plan;
    private final Runnable wake;

    /** @param wake told after each chunk that there are calls */
    public CallPlanner(Tx tx, Jobs jobs, Ids ids, Clock clock, Runnable wake) {
        this.tx = tx;
        this.jobs = jobs;
        this.plan = new CallPlan(ids, clock);
        this.wake = wake;
    }

    @Override
    public String kind() {
        return KIND;
    }

    /** In the transaction that confirms the batch. */
    void order(Connection connection, String batchId, Cut cut, long recipients, String who) throws SQLException {
        jobs.add(connection, KIND, batchId, cut.text(), recipients, who);
    }

    @Override
    public Step step(Job job) {
        int planned = next(job.subject(), Cut.of(job.arguments()));
        return planned == 0 ? new Step(true, job.reached(), job.done(), null) : new Step(false, job.reached(), job.done() + planned, null);
    }

    /** A few chunks at once, so that the page shows calls after confirming. The job does the rest, also if this fails. */
    void begin(String batchId, Cut cut, int chunks) {
        try {
            int planned = 0;
            while (planned < chunks && next(batchId, cut) > 0) {
                planned++;
            }
        } catch (RuntimeException e) {
            Fault fault = Fault.of(e);
            log.warn("calls not planned yet batch={} cause={}", batchId, fault.kind(), fault.stack());
        }
    }

    /** @return how many recipients now have their calls; 0 at the end */
    private int next(String batchId, Cut cut) {
        int planned = tx.sql(connection -> plan.next(connection, batchId, cut));
        if (planned == 0) {
            // its calls may have been made before the last chunk was gone
            tx.sql(connection -> BatchLife.finish(connection, List.of(batchId)));
        } else {
            wake.run();
        }
        return planned;
    }
}
