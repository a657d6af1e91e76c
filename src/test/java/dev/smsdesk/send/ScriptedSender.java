package dev.smsdesk.send;

import dev.smsdesk.sinch.SendOutcome;
import dev.smsdesk.sinch.Sender;
import dev.smsdesk.sinch.SmsBatch;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Remembers every call; answers what a test said it should, in that order, and accepts when it was told nothing. */
final class ScriptedSender implements Sender {
    private final List<SmsBatch> calls = new CopyOnWriteArrayList<>();
    private final Queue<Function<SmsBatch, SendOutcome>> script = new ConcurrentLinkedQueue<>();

    ScriptedSender then(SendOutcome outcome) {
        return then(batch -> outcome);
    }

    ScriptedSender then(Function<SmsBatch, SendOutcome> answer) {
        script.add(answer);
        return this;
    }

    List<SmsBatch> calls() {
        return calls;
    }

    @Override
    public SendOutcome send(SmsBatch batch) {
        calls.add(batch);
        Function<SmsBatch, SendOutcome> answer = script.poll();
        return answer == null ? new SendOutcome.Accepted("P-" + batch.clientReference(), null) : answer.apply(batch);
    }
}
