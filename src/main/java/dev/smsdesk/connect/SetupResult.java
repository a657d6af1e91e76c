package dev.smsdesk.connect;

import dev.smsdesk.receive.callback.SelfTest.SelfTestResult;
import dev.smsdesk.wording.Sentence;
import java.util.List;

/**
 * What setting up our webhook came to.
 * @param done whether Sinch has it as it should be
 * @param says what was done, or what to do first
 * @param test of the way to here, or null where it was not set up
 */
public record SetupResult(boolean done, List<Sentence> says, SelfTestResult test) {
    public SetupResult {
        says = List.copyOf(says);
    }

    static SetupResult not(Sentence... says) {
        return new SetupResult(false, List.of(says), null);
    }
}
