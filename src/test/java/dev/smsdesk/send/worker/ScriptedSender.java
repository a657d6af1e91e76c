package dev.smsdesk.send.worker;

import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusApi;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** Remembers every call; answers what a test said it should, in that order, and accepts when it was told nothing. */
public final class ScriptedSender implements Sender {
    private final List<OutgoingMessage> calls = new CopyOnWriteArrayList<>();
    private final Queue<Function<OutgoingMessage, SendOutcome>> script = new ConcurrentLinkedQueue<>();

    private final List<SentQuery> queries = new CopyOnWriteArrayList<>();
    private final Queue<Function<SentQuery, StatusAnswer<List<Sent>>>> found = new ConcurrentLinkedQueue<>();
    private int mostRecipients = 1000;
    private volatile SetupAnswer<?> checked = new SetupAnswer.Works<>(0);

    public ScriptedSender then(SendOutcome outcome) {
        return then(batch -> outcome);
    }

    public ScriptedSender then(Function<OutgoingMessage, SendOutcome> answer) {
        script.add(answer);
        return this;
    }

    public List<OutgoingMessage> calls() {
        return calls;
    }

    /** How many recipients one call takes from now on: few make many calls of a small batch. */
    public ScriptedSender recipientsOfACall(int count) {
        mostRecipients = count;
        return this;
    }

    @Override
    public int mostRecipients() {
        return mostRecipients;
    }

    @Override
    public StatusAnswer<List<Sent>> find(SentQuery query) {
        queries.add(query);
        Function<SentQuery, StatusAnswer<List<Sent>>> answer = found.poll();
        return answer == null ? new StatusAnswer.Found<>(List.of()) : answer.apply(query);
    }

    /** The next look-up is answered so; one that no test has scripted finds nothing. */
    public ScriptedSender finds(Function<SentQuery, StatusAnswer<List<Sent>>> answer) {
        found.add(answer);
        return this;
    }

    public List<SentQuery> queries() {
        return queries;
    }

    /** What checks come to from now on. */
    public ScriptedSender checks(SetupAnswer<?> answer) {
        checked = answer;
        return this;
    }

    @Override
    public SetupAnswer<?> check() {
        return checked;
    }

    @Override
    public StatusApi informant() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {
        // nothing is open
    }

    @Override
    public SendOutcome send(OutgoingMessage batch) {
        calls.add(batch);
        Function<OutgoingMessage, SendOutcome> answer = script.poll();
        return answer == null ? new SendOutcome.Accepted("P-" + batch.reference(), null) : answer.apply(batch);
    }
}
