package dev.smsdesk.send.worker;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.AcceptedCalls;
import dev.smsdesk.send.OwnReports;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.sinch.call.BackOff;
import dev.smsdesk.sinch.call.CallFault;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.SendOutcome.Accepted;
import dev.smsdesk.sinch.call.SendOutcome.Later;
import dev.smsdesk.sinch.call.SendOutcome.Unsure;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The parts of sending through one account: claim, commit, check, call, record. No transaction is open during the call. Any number of
 * threads may call.
 */
public final class SubmissionWorker {
    private static final Logger log = LoggerFactory.getLogger(SubmissionWorker.class);
    private static final int TOO_FAST = 429;
    private final SendingAccount account;
    private final Pace pace;
    private final BiConsumer<Channel, Collection<String>> linked;
    private final Consumer<Collection<String>> settled;
    private final SubmissionClaims claims;
    private final ExpiredLeases lapsed;
    private final Acceptances acceptances;
    private final Recorder recorder;

    /**
     * @param linked  told (channel, provider ids) after accepted answers were committed
     * @param settled told the batches of calls that came to an end, after the commit
     * @param closed  whether recording is no longer worth another try
     */
    public SubmissionWorker(Tx tx, DeliveryLog deliveries, SendingAccount account, Pace pace, Clock clock,
                     BiConsumer<Channel, Collection<String>> linked, Consumer<Collection<String>> settled, BooleanSupplier closed) {
        OwnReports words = new OwnReports(deliveries, clock);
        this.account = account;
        this.pace = pace;
        this.linked = linked;
        this.settled = settled;
        this.claims = new SubmissionClaims(tx, account, clock, System::nanoTime);
        this.lapsed = new ExpiredLeases(tx, words, account, clock);
        this.acceptances = new Acceptances(tx, new AcceptedCalls(deliveries), account.account().channel(), this::recorded);
        PastAnswers past = new PastAnswers(tx, account.id());
        this.recorder = new Recorder(new Outcomes(tx, words, account.gate(), past, new BackOff(new Random()), clock), clock, closed);
    }

    /** All of it for one call, on the calling thread and without regard to the pace. @return whether a call was made */
    public boolean step() {
        endLapsed();
        List<Claim> callable = callable(claim(1));
        callable.forEach(this::call);
        return !callable.isEmpty();
    }

    /** Calls whose lease ended without a record become UNSURE. */
    void endLapsed() {
        Set<String> batches = lapsed.settle();
        if (!batches.isEmpty()) {
            settled(batches);
        }
    }

    /** @return at most so many; none where sending stands still */
    List<Claim> claim(int most) {
        return account.gate().off().isPresent() ? List.of() : claims.next(most);
    }

    /** See {@link SubmissionClaims#callable}. */
    List<Claim> callable(Collection<Claim> claimed) {
        return claimed.isEmpty() ? List.of() : claims.callable(claimed);
    }

    /** See {@link SubmissionClaims#giveBack}. */
    void giveBack(Collection<Claim> claimed) {
        if (!claimed.isEmpty()) {
            claims.giveBack(claimed);
        }
    }

    /** Makes the call and records what it came to. */
    void call(Claim claim) {
        long begun = System.nanoTime();
        SendOutcome outcome = outcome(claim);
        log.info("submission called id={} gateway={} lease={} recipients={} outcome={} ms={}", claim.submissionId(), account.id(),
            claim.lease(), claim.message().to().size(), outcome.getClass().getSimpleName(), (System.nanoTime() - begun) / 1_000_000);
        if (outcome instanceof Later later && later.status() == TOO_FAST) {
            pace.slower();
        }
        if (outcome instanceof Accepted accepted) {
            pace.faster();
            if (!acceptances.record(claim, accepted) && record(claim, accepted)) {
                linked.accept(account.account().channel(), List.of(accepted.providerId()));
            }
        } else {
            record(claim, outcome);
        }
    }

    private SendOutcome outcome(Claim claim) {
        try {
            return account.sender().send(claim.message());
        } catch (RuntimeException e) {
            log.error("sender failed id={}", claim.submissionId(), e);
            return new Unsure(CallFault.FAILED_HERE.stored());
        }
    }

    private void recorded(Collection<String> batches, Collection<String> providerIds) {
        settled(batches);
        linked.accept(account.account().channel(), providerIds);
    }

    private boolean record(Claim claim, SendOutcome outcome) {
        boolean linkedNow = recorder.record(claim, outcome);
        settled(Set.of(claim.batchId()));
        return linkedNow;
    }

    private void settled(Collection<String> batches) {
        try {
            settled.accept(batches);
        } catch (RuntimeException e) {
            Fault fault = Fault.of(e);
            log.warn("batches not looked at after their calls count={} cause={}", batches.size(), fault.kind(), fault.stack());
        }
    }
}
