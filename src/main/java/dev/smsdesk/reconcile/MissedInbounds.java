package dev.smsdesk.reconcile;

import dev.smsdesk.sinch.Answer;
import dev.smsdesk.sinch.Answer.Found;
import dev.smsdesk.sinch.BackOff;
import dev.smsdesk.sinch.Informant;
import dev.smsdesk.sinch.Informant.InboundPage;
import java.time.Clock;
import java.time.Duration;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for inbound messages by date, one page a step, and has those kept that never came. What came already stays as it is: Sinch's id tells. */
final class MissedInbounds {
    private static final Logger log = LoggerFactory.getLogger(MissedInbounds.class);
    private final Asking asking;
    private final Informant sinch;
    private final InboundKeeper keeper;
    private final InboundWindow window;
    private final BackOff backOff = new BackOff(new Random());
    private final Clock clock;
    private Walk walk;
    private int inVain;

    /** A window that is gone through; between two steps, null where there is none. */
    private static final class Walk {
        private final InboundWindow.Claim claim;
        private int page;
        private long read;
        private Set<Object> lastPage = Set.of();

        Walk(InboundWindow.Claim claim) {
            this.claim = claim;
        }

        /** @return whether this was the last page: as many came as there are, or nothing that the page before did not bring */
        boolean endsWith(InboundPage found) {
            Set<Object> items = new HashSet<>(found.texts());
            items.addAll(found.strange());
            boolean end = lastPage.containsAll(items);
            lastPage = items;
            read += found.texts().size() + found.strange().size();
            page++;
            return end || found.count() >= 0 && read >= found.count();
        }
    }

    MissedInbounds(Asking asking, Informant sinch, InboundKeeper keeper, InboundWindow window, Clock clock) {
        this.asking = asking;
        this.sinch = sinch;
        this.keeper = keeper;
        this.window = window;
        this.clock = clock;
    }

    /** One page. @return whether the window has more */
    boolean step() {
        if (asking.off().isPresent()) {
            walk = null;   // its lease ends by itself
        } else if (walk == null) {
            walk = window.next().map(Walk::new).orElse(null);
        } else if (!window.goesOn(walk.claim)) {
            walk = null;   // another node took it for lost
        }
        if (walk != null) {
            ask(walk);
        }
        return walk != null;
    }

    private void ask(Walk current) {
        InboundWindow.Claim claim = current.claim;
        Answer<InboundPage> answer = sinch.inbounds(claim.from(), claim.until(), current.page);
        if (!(answer instanceof Found<InboundPage> found)) {
            nothing(claim, answer);
            return;
        }
        try {
            keeper.keep(found.what());
        } catch (RuntimeException e) {
            letGo(claim, e);
            throw e;
        }
        if (current.endsWith(found.what())) {
            walk = null;
            inVain = 0;
            window.done(claim);
            log.info("inbounds asked from={} until={} pages={} read={}", claim.from(), claim.until(), current.page, current.read);
        }
    }

    private void nothing(InboundWindow.Claim claim, Answer<InboundPage> answer) {
        log.info("inbounds asked in vain from={} until={} answer={}", claim.from(), claim.until(), answer.getClass().getSimpleName());
        if (answer instanceof Answer.Unauthorised<InboundPage> unauthorised) {
            asking.credentialsRefused(unauthorised.text());
        }
        again(claim, answer instanceof Answer.Later<InboundPage> later ? later.retryAfter() : null);
    }

    /** The database that cannot keep a page may be unable to say so, too: then the lease's end must do. */
    private void letGo(InboundWindow.Claim claim, RuntimeException fault) {
        try {
            again(claim, null);
        } catch (RuntimeException e) {
            fault.addSuppressed(e);
        }
    }

    private void again(InboundWindow.Claim claim, Duration retryAfter) {
        walk = null;
        window.inVain(claim, clock.instant().plus(backOff.before(++inVain, retryAfter)));
    }
}
