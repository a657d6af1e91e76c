package dev.smsdesk.reconcile;

import dev.smsdesk.message.Family;
import dev.smsdesk.message.ReportSource;
import dev.smsdesk.sinch.Answer;
import dev.smsdesk.sinch.Answer.Found;
import dev.smsdesk.sinch.BackOff;
import dev.smsdesk.sinch.Callback;
import dev.smsdesk.sinch.Informant;
import dev.smsdesk.sinch.Informant.InboundPage;
import dev.smsdesk.store.Ids;
import dev.smsdesk.store.Rows;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks for inbound messages by date, and keeps those that never came. What came already stays as it is: Sinch's id tells. */
final class MissedInbounds {
    private static final Logger log = LoggerFactory.getLogger(MissedInbounds.class);
    private static final int LONGEST_ADDRESS = 64;
    private final Tx tx;
    private final Ids ids;
    private final Asking asking;
    private final Informant sinch;
    private final InboundWindow window;
    private final BackOff backOff = new BackOff(new Random());
    private final Clock clock;
    private int inVain;

    MissedInbounds(Tx tx, Ids ids, Asking asking, Informant sinch, InboundWindow window, Clock clock) {
        this.tx = tx;
        this.ids = ids;
        this.asking = asking;
        this.sinch = sinch;
        this.window = window;
        this.clock = clock;
    }

    /** One window, page by page. */
    void step() {
        if (asking.off().isEmpty()) {
            Optional<InboundWindow.Claim> claim = window.next();
            claim.ifPresent(this::ask);
        }
    }

    private void ask(InboundWindow.Claim claim) {
        int read = 0;
        int strange = 0;
        for (int page = 0; ; page++) {
            Answer<InboundPage> answer = sinch.inbounds(claim.from(), claim.until(), page);
            if (!(answer instanceof Found<InboundPage> found)) {
                nothing(claim, answer);
                return;
            }
            keep(found.what().texts());
            read += found.what().texts().size();
            strange += found.what().strange();
            if (found.what().isEnd()) {
                break;
            }
            if (!window.goesOn(claim)) {
                return;   // another node took it for lost
            }
        }
        inVain = 0;
        window.done(claim);
        log.info("inbounds asked from={} until={} texts={} strange={}", claim.from(), claim.until(), read, strange);
    }

    /** Safe to repeat, also beside a callback that brings the same. */
    private void keep(List<Callback.Inbound> texts) {
        tx.sql(connection -> {
            Rows.insert(connection, "insert into inbound (id, family, provider_id, sender, addressee, text, sent_at, accepted_at, received_at, reference, source) values ",
                " on duplicate key update provider_id = values(provider_id)", texts, text -> new Object[] {ids.next(), Family.SMS.name(), text.id(), cut(text.from()),
                    cut(text.to()), text.text(), text.sentAt(), text.receivedAt(), clock.instant(), text.reference(), ReportSource.POLL.name()});
            return null;
        });
    }

    private static String cut(String address) {
        return address.length() <= LONGEST_ADDRESS ? address : address.substring(0, LONGEST_ADDRESS);
    }

    private void nothing(InboundWindow.Claim claim, Answer<InboundPage> answer) {
        log.info("inbounds asked in vain from={} until={} answer={}", claim.from(), claim.until(), answer.getClass().getSimpleName());
        if (answer instanceof Answer.Unauthorised<InboundPage> unauthorised) {
            asking.credentialsRefused(unauthorised.text());
        }
        Duration retryAfter = answer instanceof Answer.Later<InboundPage> later ? later.retryAfter() : null;
        window.inVain(claim, clock.instant().plus(backOff.before(++inVain, retryAfter)));
    }
}
