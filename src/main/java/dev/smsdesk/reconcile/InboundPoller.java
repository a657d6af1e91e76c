package dev.smsdesk.reconcile;

import dev.smsdesk.jobs.Job;
import dev.smsdesk.jobs.JobWork;
import dev.smsdesk.jobs.Step;
import dev.smsdesk.sinch.call.BackOff;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.call.StatusApi.InboundTexts;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Asks for inbound messages by date, one page a step, and has those kept that never came. What came already stays as it is: Sinch's id
 * tells. One job for each account, which never ends; what is done of it are messages read.
 */
public final class InboundPoller implements JobWork {
    /** What is younger may still come by itself; likewise the least that is asked for at once. */
    private static final Duration GRACE = Duration.ofMinutes(10);
    /** Asked for twice, as Sinch may list a message later than it received it. */
    private static final Duration OVERLAP = Duration.ofMinutes(15);
    private static final Duration WHILE_OFF = Duration.ofSeconds(10);
    private static final Duration WHILE_ELSEWHERE = Duration.ofMinutes(1);
    private static final Duration WHILE_NOTHING_IS_KEPT = Duration.ofHours(1);
    private static final Logger log = LoggerFactory.getLogger(InboundPoller.class);
    private final PollGate asking;
    private final Elsewhere elsewhere;
    private final String account;
    private final StatusApi sinch;
    private final InboundKeeper keeper;
    private final PollSchedule schedule;
    private final BackOff backOff = new BackOff(new Random());
    private final Clock clock;
    private final AtomicInteger inVain = new AtomicInteger();

    /**
     * @param account   of ours: what came to another one is another job's
     * @param elsewhere whether another account of ours brings the same messages
     */
    public InboundPoller(Tx tx, Ids ids, PolledAccount account, Elsewhere elsewhere, PollSchedule schedule, Clock clock) {
        this.asking = account.gate();
        this.account = account.id();
        this.sinch = account.sinch();
        this.elsewhere = elsewhere;
        this.keeper = new InboundKeeper(tx, ids, clock);
        this.schedule = schedule;
        this.clock = clock;
    }

    @Override
    public String kind() {
        return "inbounds";
    }

    @Override
    public String subject() {
        return account;
    }

    /** More than twice what a call may take. */
    @Override
    public Duration lease() {
        return Duration.ofMinutes(3);
    }

    @Override
    public Step step(Job job) {
        InboundWindow window = InboundWindow.of(job);
        Instant now = clock.instant();
        if (asking.off().isPresent()) {
            return new Step(false, InboundWindow.between(window.askedUntil()).line(), job.done(), WHILE_OFF);
        }
        Elsewhere.Linked answered = elsewhere.now();
        if (answered != Elsewhere.Linked.NO) {
            Instant upTo = answered == Elsewhere.Linked.YES ? now : window.askedUntil();
            return new Step(false, InboundWindow.between(upTo).line(), job.done(), schedule.scaled(WHILE_ELSEWHERE));
        }
        if (!window.isOpen()) {
            Instant due = due(window.askedUntil());
            if (due.isAfter(now)) {
                return new Step(false, window.line(), job.done(), Duration.between(now, due));
            }
            Instant from = window.askedUntil().minus(schedule.scaled(OVERLAP));
            Instant oldest = schedule.oldest(now);
            window = window.begin(from.isBefore(oldest) ? oldest : from, now.minus(schedule.scaled(GRACE)));
        }
        StatusAnswer<InboundTexts> answer = sinch.inbounds(window.from(), window.until(), window.page());
        return answer instanceof Found<InboundTexts> found ? keep(job, window, found.what()) : nothing(job, window, answer);
    }

    private Instant due(Instant askedUntil) {
        return askedUntil.plus(schedule.scaled(GRACE.multipliedBy(2)));
    }

    private Step keep(Job job, InboundWindow window, InboundTexts found) {
        keeper.keep(found);
        InboundWindow after = window.after(found);
        long done = job.done() + InboundWindow.items(found);
        if (!window.endsWith(found)) {
            return new Step(false, after.line(), done, null);
        }
        inVain.set(0);
        log.info("inbounds asked from={} until={} pages={} read={}", after.from(), after.until(), after.page(), after.read());
        return new Step(false, InboundWindow.between(after.until()).line(), done, Duration.between(clock.instant(), due(after.until())));
    }

    /** Whether another account brings the same messages under other ids: then they are not asked for, or each would appear twice. */
    public interface Elsewhere {
        /** UNKNOWN where it cannot be found out at this moment. */
        enum Linked {
            NO, YES, UNKNOWN
        }

        Linked now();
    }

    /** It is asked for again from its beginning. */
    private Step nothing(Job job, InboundWindow window, StatusAnswer<InboundTexts> answer) {
        log.info("inbounds asked in vain from={} until={} answer={}", window.from(), window.until(), answer.getClass().getSimpleName());
        if (answer instanceof StatusAnswer.Unauthorised<InboundTexts> unauthorised) {
            asking.credentialsRefused(unauthorised.text());
        }
        if (answer instanceof StatusAnswer.NothingKept<InboundTexts>) {
            return new Step(false, InboundWindow.between(window.askedUntil()).line(), job.done(), WHILE_NOTHING_IS_KEPT);
        }
        Duration again = backOff.before(inVain.incrementAndGet(), answer instanceof StatusAnswer.Later<InboundTexts> later
            ? later.retryAfter() : null);
        return new Step(false, InboundWindow.between(window.askedUntil()).line(), job.done(), again);
    }
}
