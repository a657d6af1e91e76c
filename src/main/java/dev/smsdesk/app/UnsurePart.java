package dev.smsdesk.app;

import dev.smsdesk.account.Channel;
import dev.smsdesk.message.fold.DeliveryLog;
import dev.smsdesk.send.UnsureSubmissions;
import dev.smsdesk.send.unsure.UnsureLookups;
import dev.smsdesk.store.Tx;
import java.time.Clock;
import java.util.Collection;
import java.util.List;
import java.util.function.BiConsumer;

/** Handles calls with an unknown end: look-ups at Sinch, and decisions of people. */
final class UnsurePart implements AutoCloseable {
    private final UnsureSubmissions decisions;
    private final List<UnsureLookups> lookups;

    /**
     * @param resends whether a call that Sinch does not have is repeated without a click
     * @param linked  gets (channel, provider ids) of adopted calls
     */
    UnsurePart(boolean resends, Tx tx, DeliveryLog deliveries, SendingPart sending, Clock clock,
        BiConsumer<Channel, Collection<String>> linked) {
        this.decisions = new UnsureSubmissions(tx, deliveries, clock, sending.accounts(), sending::wake,
            (channel, id) -> linked.accept(channel, List.of(id)));
        this.lookups = sending.accounts().all().stream()
            .map(account -> new UnsureLookups(tx, deliveries, account, decisions, resends, clock, linked)).toList();
    }

    UnsureSubmissions decisions() {
        return decisions;
    }

    void start() {
        lookups.forEach(UnsureLookups::start);
    }

    @Override
    public void close() {
        lookups.forEach(UnsureLookups::close);
    }
}
