package dev.smsdesk.send.unsure;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.message.Submission;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.message.table.LookupTable;
import dev.smsdesk.message.table.LookupTable.Lookup;
import dev.smsdesk.send.OutcomeCode;
import dev.smsdesk.send.OwnReports;
import dev.smsdesk.send.SendingAccount;
import dev.smsdesk.send.UnsureSubmissions;
import dev.smsdesk.sinch.call.BackOff;
import dev.smsdesk.sinch.call.Sender.Sent;
import dev.smsdesk.sinch.call.Sender.SentQuery;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusAnswer.Later;
import dev.smsdesk.sinch.call.StatusAnswer.NothingKept;
import dev.smsdesk.sinch.call.StatusAnswer.Unauthorised;
import dev.smsdesk.store.Background;
import dev.smsdesk.store.Locked;
import dev.smsdesk.store.SqlWork;
import dev.smsdesk.store.Tx;
import jakarta.persistence.EntityManager;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.BiConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks Sinch for calls of one account whose end is not known. Each step: claim, commit, ask, record; no transaction is open while Sinch is
 * asked. Nodes share the work by leases.
 */
public final class UnsureLookups implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(UnsureLookups.class);
    private static final Duration LOOK = Duration.ofSeconds(1);
    private static final Duration BETWEEN_QUESTIONS = Duration.ofMillis(100);
    /** More than twice what a question may take. */
    private static final Duration CLAIM = Duration.ofMinutes(3);
    private static final int AT_ONCE = 20;
    private final Tx tx;
    private final OwnReports words;
    private final SendingAccount account;
    private final UnsureSubmissions unsure;
    private final boolean resends;
    private final Clock clock;
    private final BiConsumer<Channel, Collection<String>> linked;
    private final BackOff backOff = new BackOff(new Random());
    private final Background background = new Background("lookups", LOOK, this::next);
    private Instant quietUntil = Instant.MIN;
    private int inVain;

    /**
     * @param resends whether what Sinch does not have is sent again without a click
     * @param linked  told (channel, provider ids) after an adoption was committed
     */
    public UnsureLookups(Tx tx, DeliveryLog deliveries, SendingAccount account, UnsureSubmissions unsure, boolean resends, Clock clock,
                         BiConsumer<Channel, Collection<String>> linked) {
        this.tx = tx;
        this.words = new OwnReports(deliveries, clock);
        this.account = account;
        this.unsure = unsure;
        this.resends = resends;
        this.clock = clock;
        this.linked = linked;
    }

    public void start() {
        background.start();
    }

    private boolean next() throws InterruptedException {
        boolean looked = step();
        if (looked) {
            Thread.sleep(BETWEEN_QUESTIONS.toMillis());
        }
        return looked;
    }

    /** One question. @return whether there was one */
    boolean step() {
        Instant now = clock.instant();
        if (now.isBefore(quietUntil) || account.gate().off().isPresent() || account.gate().refused().isPresent()) {
            return false;
        }
        Optional<Lookup> lookup = tx.sql(connection -> LookupTable.claim(connection, account.id(), now, now.plus(CLAIM), AT_ONCE));
        lookup.ifPresent(one -> record(one, now, ask(one, now)));
        return lookup.isPresent();
    }

    private Channel channel() {
        return account.account().channel();
    }

    private StatusAnswer<List<Sent>> ask(Lookup lookup, Instant now) {
        Instant since = channel() == Channel.SMS ? LookupSchedule.since(lookup, now) : lookup.called();
        return account.sender().find(new SentQuery(lookup.submissionId(), lookup.digits(), since, lookup.ended()));
    }

    private void record(Lookup lookup, Instant asked, StatusAnswer<List<Sent>> answer) {
        String result = answer.getClass().getSimpleName();
        if (answer instanceof Found<List<Sent>> found) {
            inVain = 0;
            FoundCalls calls = FoundCalls.of(channel(), lookup, found.what());
            result = !calls.sent().isEmpty() ? adopt(lookup, asked, calls) : empty(lookup, asked);
        } else if (answer instanceof NothingKept<List<Sent>>) {
            later(lookup, LookupSchedule.again(lookup, asked));
        } else if (answer instanceof Unauthorised<List<Sent>> unauthorised) {
            account.gate().unauthorised(unauthorised.text());
            tx.sql(connection -> {
                LookupTable.putBack(connection, lookup, asked);
                return null;
            });
        } else {
            inVain(lookup, answer instanceof Later<List<Sent>> later ? later.retryAfter() : null);
        }
        log.info("submission looked up id={} lease={} answer={}", lookup.submissionId(), lookup.callVersion(), result);
    }

    private void inVain(Lookup lookup, Duration retryAfter) {
        Instant now = clock.instant();
        quietUntil = now.plus(backOff.before(++inVain, retryAfter));
        Instant due = now.plus(backOff.before(lookup.failures() + 1, retryAfter));
        tx.sql(connection -> {
            LookupTable.askedInVain(connection, lookup, due);
            return null;
        });
    }

    private void later(Lookup lookup, Instant due) {
        tx.sql(connection -> {
            LookupTable.answered(connection, lookup, lookup.firstEmpty(), null, due);
            return null;
        });
    }

    private String adopt(Lookup lookup, Instant asked, FoundCalls calls) {
        Optional<Boolean> adopted = Locked.patiently(() -> tx.write(em -> DeliveryLog.lockedIfFree(em, lookup.submissionId())
            .map(submission -> adopt(em, submission, lookup, calls))));
        if (adopted.equals(Optional.of(true))) {
            linked.accept(channel(), calls.sent().stream().map(Sent::providerId).toList());
            return "Adopted";
        }
        later(lookup, LookupSchedule.again(lookup, asked));
        return "NotOurs";
    }

    /** @return false where it is no longer unsure, or what Sinch has may be another call's */
    private boolean adopt(EntityManager em, Submission submission, Lookup lookup, FoundCalls calls) {
        if (!submission.isUnsureOf(lookup.callVersion())
                || calls.byText() && SqlWork.on(connection -> LookupTable.hasTwin(connection, account.id(), lookup)).apply(em)) {
            return false;
        }
        boolean linkedNow = false;
        for (Sent sent : calls.sent()) {
            linkedNow |= words.accepted(em, submission, sent.providerId(), sent.at(), ReportSource.POLL);
        }
        if (linkedNow) {
            SqlWork.on(connection -> {
                LookupTable.end(connection, lookup.submissionId());
                return null;
            }).apply(em);
        }
        return linkedNow;
    }

    /** Only the SMS API can say that it does not have a call: the other may not keep its messages. */
    private String empty(Lookup lookup, Instant asked) {
        if (channel() != Channel.SMS) {
            later(lookup, LookupSchedule.again(lookup, asked));
            return "Empty";
        }
        if (!LookupSchedule.isLate(lookup, asked)) {
            tx.sql(connection -> {
                LookupTable.answered(connection, lookup, lookup.firstEmpty() == null ? asked : lookup.firstEmpty(), null,
                    LookupSchedule.second(lookup, asked));
                return null;
            });
            return "Empty";
        }
        Locked.patiently(() -> tx.write(em -> DeliveryLog.lockedIfFree(em, lookup.submissionId())
            .map(submission -> notFound(em, submission, lookup, asked))));
        return resends && unsure.resendNotFound(lookup.submissionId(), lookup.callVersion()) ? "SentAgain" : "NotFound";
    }

    private boolean notFound(EntityManager em, Submission submission, Lookup lookup, Instant asked) {
        boolean held = SqlWork.on(connection -> LookupTable.isHeld(connection, lookup)).apply(em);
        if (held && submission.isUnsureOf(lookup.callVersion())) {
            submission.isNotFound(OutcomeCode.NOT_FOUND_TWICE.stored());
            SqlWork.on(connection -> {
                LookupTable.answered(connection, lookup, lookup.firstEmpty(), asked, LookupSchedule.again(lookup, asked));
                return null;
            }).apply(em);
        }
        return held;
    }

    @Override
    public void close() {
        background.close();
    }
}
