package dev.smsdesk.send;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.DeliveryLog;
import dev.smsdesk.sinch.BackOff;
import dev.smsdesk.sinch.SendOutcome;
import dev.smsdesk.sinch.SendOutcome.Accepted;
import dev.smsdesk.sinch.SendOutcome.Unsure;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import java.util.function.BooleanSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One step of sending: claim, commit, call, record. No transaction is open during the call. */
final class SubmissionWorker {
    private static final Logger log = LoggerFactory.getLogger(SubmissionWorker.class);
    private final SendingAccount account;
    private final BiConsumer<Channel, String> linked;
    private final Claims claims;
    private final LapsedCalls lapsed;
    private final Recorder recorder;

    SubmissionWorker(Tx tx, DeliveryLog deliveries, SendingAccount account, Clock clock,
                     BiConsumer<Channel, String> linked, BooleanSupplier closed) {
        OwnWords words = new OwnWords(deliveries, clock);
        this.account = account;
        this.linked = linked;
        this.claims = new Claims(tx, account, clock);
        this.lapsed = new LapsedCalls(tx, words, account, clock);
        this.recorder = new Recorder(new Outcomes(tx, words, account.gate(), new PastAnswers(tx, account.id()), new BackOff(new Random()), clock), clock, closed);
    }

    /** @return whether a call was made; false where nothing is due or sending stands still */
    boolean step() {
        lapsed.settle();
        if (account.gate().off().isPresent() || account.gate().hold().isPresent()) {
            return false;
        }
        Optional<Claim> claim = claims.next();
        claim.ifPresent(this::call);
        return claim.isPresent();
    }

    private void call(Claim claim) {
        long begun = System.nanoTime();
        SendOutcome outcome = outcome(claim);
        log.info("submission called id={} lease={} recipients={} outcome={} ms={}", claim.submissionId(), claim.lease(),
            claim.message().to().size(), outcome.getClass().getSimpleName(), (System.nanoTime() - begun) / 1_000_000);
        if (recorder.record(claim, outcome) && outcome instanceof Accepted accepted) {
            linked.accept(account.account().channel(), accepted.providerId());
        }
    }

    private SendOutcome outcome(Claim claim) {
        try {
            return account.sender().send(claim.message());
        } catch (RuntimeException e) {
            log.error("sender failed id={}", claim.submissionId(), e);
            return new Unsure("The call failed here; the log says why.");
        }
    }
}
