package dev.smsdesk.app;

import dev.smsdesk.reconcile.InboundPoller.Elsewhere;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.SetupAnswer.Invalid;
import dev.smsdesk.sinch.call.SetupAnswer.NoAccess;
import dev.smsdesk.sinch.call.SetupAnswer.NotThere;
import dev.smsdesk.sinch.call.SetupAnswer.Works;
import dev.smsdesk.sinch.call.SetupAnswer.WrongKey;
import dev.smsdesk.sinch.conversation.AppInfo;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the Conversation app is linked to the service plan: the plan's inbound messages then come through the app. */
final class LinkedPlan implements Elsewhere {
    private static final Duration KNOWN_FOR = Duration.ofHours(1);
    private final String servicePlanId;
    private final Supplier<Optional<SetupAnswer<AppInfo>>> app;
    private final Clock clock;
    private Linked known = Linked.UNKNOWN;
    private Instant knownUntil = Instant.MIN;

    /** @param app asks Sinch for the app; empty where there is none that could be asked for */
    LinkedPlan(String servicePlanId, Supplier<Optional<SetupAnswer<AppInfo>>> app, Clock clock) {
        this.servicePlanId = servicePlanId;
        this.app = app;
        this.clock = clock;
    }

    @Override
    public synchronized Linked now() {
        if (!clock.instant().isBefore(knownUntil)) {
            Linked answer = app.get().map(this::meaning).orElse(Linked.NO);
            if (answer != Linked.UNKNOWN) {
                known = answer;
                knownUntil = clock.instant().plus(KNOWN_FOR);
            }
        }
        return known;
    }

    /** An app that Sinch does not show to us brings no messages either. */
    private Linked meaning(SetupAnswer<AppInfo> answer) {
        if (answer instanceof Works<AppInfo> works) {
            return servicePlanId.equals(works.value().servicePlanId()) ? Linked.YES : Linked.NO;
        }
        boolean refused = answer instanceof WrongKey || answer instanceof NoAccess || answer instanceof NotThere
            || answer instanceof Invalid;
        return refused ? Linked.NO : Linked.UNKNOWN;
    }
}
