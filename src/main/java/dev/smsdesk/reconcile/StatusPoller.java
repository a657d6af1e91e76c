package dev.smsdesk.reconcile;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.CallbackNote;
import dev.smsdesk.message.PhoneNumber;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.sinch.call.BackOff;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.store.Fault;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One step of asking: claim, commit, call, record. No transaction is open during the call. After a call in vain this node asks nothing for
 * a while.
 */
final class StatusPoller {
    private static final Logger log = LoggerFactory.getLogger(StatusPoller.class);
    private final PolledAccount account;
    private final PollGate asking;
    private final StatusApi sinch;
    private final PollQueue questions;
    private final PollRecorder replies;
    private final PollSchedule schedule;
    private final BackOff backOff = new BackOff(new Random());
    private final Clock clock;
    private Instant quietUntil = Instant.MIN;
    private int inVain;

    StatusPoller(Tx tx, DeliveryLog deliveries, PolledAccount account, PollSchedule schedule, Clock clock) {
        this.account = account;
        this.asking = account.gate();
        this.sinch = account.sinch();
        this.questions = new PollQueue(tx, account.id(), schedule, clock);
        this.replies = new PollRecorder(tx, deliveries, schedule, clock);
        this.schedule = schedule;
        this.clock = clock;
    }

    PollQueue questions() {
        return questions;
    }

    Optional<String> stopped() {
        return asking.off();
    }

    /** @return whether there may be more to do at once */
    boolean step() {
        if (clock.instant().isBefore(quietUntil) || asking.off().isPresent()) {
            return false;
        }
        PollQueue.Look look = questions.next();
        look.question().ifPresent(this::put);
        return look.looked() > 0;
    }

    private void put(PollTask question) {
        if (question.forgotten()) {
            if (recorded(question, replies.cannotBeKnown(question))) {
                log.info("submission cannot be known id={} called={}", question.submissionId(), question.called());
            }
            return;
        }
        long begun = System.nanoTime();
        List<Callback.Reports> said = new ArrayList<>();
        for (String providerId : question.providerIds()) {
            StatusAnswer<Callback.Reports> answer = ask(question, providerId);
            if (answer instanceof StatusAnswer.Found<Callback.Reports> found) {
                said.add(found.what());
            } else if (answer instanceof StatusAnswer.NothingKept<Callback.Reports> none) {
                nothingKept(question, none.why());
                return;
            } else if (!(answer instanceof StatusAnswer.NotKnown<Callback.Reports>)) {
                nothing(question, answer);
                return;
            }
        }
        inVain = 0;
        try {
            Set<String> ignored = said.stream().flatMap(reports -> reports.ignored().stream())
                .collect(Collectors.toCollection(TreeSet::new));
            PollNote unknown = account.channel() == Channel.SMS ? PollNote.POLL_UNKNOWN_BATCH : PollNote.POLL_UNKNOWN_MESSAGE;
            String note = said.isEmpty() ? unknown.stored() : CallbackNote.of(PollNote.POLL_ANSWERED.stored(), ignored);
            if (!recorded(question, replies.answered(question, said, note))) {
                return;
            }
        } catch (RuntimeException e) {
            notKept(question, e);
            return;
        }
        log.info("submission asked id={} lease={} step={} open={} found={} ms={}", question.submissionId(), question.lease(),
            question.step(), question.open().size(), said.size(), (System.nanoTime() - begun) / 1_000_000);
    }

    /** Of one open recipient Sinch tells more, times among it, than of a batch; but it may know a number in another spelling alone. */
    private StatusAnswer<Callback.Reports> ask(PollTask question, String providerId) {
        if (question.open().size() != 1) {
            return sinch.report(providerId);
        }
        String digits = question.open().get(0);
        StatusAnswer<Callback.Reports> answer = sinch.report(providerId, digits);
        boolean otherwise = answer instanceof StatusAnswer.NotKnown<Callback.Reports> && !PhoneNumber.otherSpellings(digits).isEmpty();
        return otherwise ? sinch.report(providerId) : answer;
    }

    /** No state is invented: only callbacks can tell. After three days none is to be expected any more, unless many are queued at Sinch. */
    private void nothingKept(PollTask question, String why) {
        inVain = 0;
        Instant expected = question.called().plus(schedule.wait(PollSchedule.OVER - 1)).plus(account.backlog().get());
        boolean over = question.step() == PollSchedule.OVER - 1 && !clock.instant().isBefore(expected);
        if (recorded(question, replies.nothingKept(question, expected, over ? PollNote.POLL_NO_REPORT.stored() + '\n' + why : why))) {
            log.info("submission cannot be asked for id={} step={}", question.submissionId(), question.step());
        }
    }

    private void nothing(PollTask question, StatusAnswer<Callback.Reports> answer) {
        log.info("submission asked in vain id={} lease={} step={} answer={}", question.submissionId(), question.lease(), question.step(),
            answer.getClass().getSimpleName());
        if (answer instanceof StatusAnswer.Unauthorised<Callback.Reports> unauthorised) {
            asking.credentialsRefused(unauthorised.text());
            recorded(question, replies.putBack(question));
            return;
        }
        Duration retryAfter = answer instanceof StatusAnswer.Later<Callback.Reports> later ? later.retryAfter() : null;
        Instant now = clock.instant();
        quietUntil = now.plus(backOff.before(++inVain, retryAfter));
        Instant again = now.plus(backOff.before(question.failures() + 1, retryAfter));
        recorded(question, replies.inVain(question, again, note(answer)));
    }

    /** It is asked again with patience, or this question alone would be put every two minutes for days. Others go on. */
    private void notKept(PollTask question, RuntimeException fault) {
        try {
            replies.inVain(question, clock.instant().plus(backOff.before(question.failures() + 1, null)),
                PollNote.POLL_NOT_STORED.stored());
        } catch (RuntimeException e) {
            fault.addSuppressed(e);
            throw fault;   // the database is at fault as a whole: the lease's end must do
        }
        Fault kind = Fault.of(fault);
        log.error("answer not kept id={} lease={} step={} cause={}", question.submissionId(), question.lease(), question.step(),
            kind.kind(), kind.stack());
    }

    private static boolean recorded(PollTask question, boolean recorded) {
        if (!recorded) {
            log.warn("answer not recorded, locked by another transaction id={} lease={} step={}", question.submissionId(), question.lease(),
                question.step());
        }
        return recorded;
    }

    private static String note(StatusAnswer<Callback.Reports> answer) {
        return answer instanceof StatusAnswer.Later<Callback.Reports> later ? PollNote.POLL_LATER.stored(later.status())
            : PollNote.POLL_FAILED.stored(((StatusAnswer.Failed<Callback.Reports>) answer).why());
    }
}
