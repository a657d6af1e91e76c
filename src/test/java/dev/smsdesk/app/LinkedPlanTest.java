package dev.smsdesk.app;

import static dev.smsdesk.reconcile.InboundPoller.Elsewhere.Linked.NO;
import static dev.smsdesk.reconcile.InboundPoller.Elsewhere.Linked.UNKNOWN;
import static dev.smsdesk.reconcile.InboundPoller.Elsewhere.Linked.YES;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.SetupAnswer.TryLater;
import dev.smsdesk.sinch.call.SetupAnswer.Works;
import dev.smsdesk.sinch.call.SetupAnswer.WrongKey;
import dev.smsdesk.sinch.conversation.AppInfo;
import dev.smsdesk.store.MutableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The app is asked once an hour whether it brings the plan's messages; a failure keeps the last answer")
class LinkedPlanTest {
    private final MutableClock clock = new MutableClock(Instant.parse("2026-11-24T12:00:00Z"));
    private Optional<SetupAnswer<AppInfo>> answer = Optional.empty();
    private int asked;
    private final LinkedPlan plan = new LinkedPlan("plan-1", () -> {
        asked++;
        return answer;
    }, clock);

    private static Optional<SetupAnswer<AppInfo>> linkedTo(String servicePlanId) {
        return Optional.of(new Works<>(new AppInfo("app-1", "Desk", "DISPATCH", 25, 20, 0, servicePlanId, "ACTIVE", false)));
    }

    @Test
    void itIsLinkedWhereTheAppNamesThePlan() {
        answer = linkedTo("plan-1");
        assertEquals(YES, plan.now());
        answer = linkedTo("plan-2");
        clock.pass(Duration.ofMinutes(59));
        assertEquals(YES, plan.now());
        assertEquals(1, asked);
        clock.pass(Duration.ofMinutes(1));
        assertEquals(NO, plan.now());
    }

    @Test
    void anAppWithoutAPlanOrThatSinchDoesNotShowBringsNothing() {
        answer = linkedTo(null);
        assertEquals(NO, plan.now());
        clock.pass(Duration.ofHours(1));
        answer = Optional.of(new WrongKey<>(""));
        assertEquals(NO, plan.now());
    }

    @Test
    void withoutAnAppThatCouldBeAskedForItIsNotLinked() {
        assertEquals(NO, plan.now());
    }

    @Test
    void whatCannotBeFoundOutNowIsAskedAgainTheNextTime() {
        answer = Optional.of(new TryLater<>(503, null));
        assertEquals(UNKNOWN, plan.now());
        answer = linkedTo("plan-1");
        assertEquals(YES, plan.now());
        clock.pass(Duration.ofHours(2));
        answer = Optional.of(new TryLater<>(503, null));
        assertEquals(YES, plan.now(), "as it was known");
        assertEquals(3, asked);
    }
}
