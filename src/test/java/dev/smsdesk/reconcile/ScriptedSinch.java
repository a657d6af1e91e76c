package dev.smsdesk.reconcile;

import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.callback.Callback;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Remembers every question; answers what a test said it should, in that order, and knows nothing when it was told nothing. */
final class ScriptedSinch implements StatusApi {
    final List<String> questions = new CopyOnWriteArrayList<>();
    private final Queue<Supplier<StatusAnswer<?>>> script = new ConcurrentLinkedQueue<>();

    ScriptedSinch then(StatusAnswer<?> answer) {
        return then(() -> answer);
    }

    ScriptedSinch then(Supplier<StatusAnswer<?>> answer) {
        script.add(answer);
        return this;
    }

    /** A full report: pairs of recipient and status. */
    static StatusAnswer<Callback.Reports> says(String batchId, String... recipientsAndStatuses) {
        List<Callback.RecipientReport> lines = new ArrayList<>();
        for (int i = 0; i < recipientsAndStatuses.length; i += 2) {
            lines.add(line(recipientsAndStatuses[i], recipientsAndStatuses[i + 1], null));
        }
        return new StatusAnswer.Found<>(new Callback.Reports(Channel.SMS, batchId, null, lines));
    }

    /** A report about one recipient, with its time. */
    static StatusAnswer<Callback.Reports> says(String batchId, String recipient, String status, Instant at) {
        return new StatusAnswer.Found<>(new Callback.Reports(Channel.SMS, batchId, null, List.of(line(recipient, status, at))));
    }

    private static Callback.RecipientReport line(String recipient, String status, Instant at) {
        return new Callback.RecipientReport(recipient, status, status.equals("Delivered") ? 0 : 401, null, null, at, null);
    }

    @Override
    public StatusAnswer<Callback.Reports> report(String batchId) {
        return answer(batchId);
    }

    @Override
    public StatusAnswer<Callback.Reports> report(String batchId, String digits) {
        return answer(batchId + "/" + digits);
    }

    @Override
    public StatusAnswer<InboundTexts> inbounds(Instant from, Instant until, int page) {
        return answer(from + " " + until + " " + page);
    }

    @SuppressWarnings("unchecked")
    private <T> StatusAnswer<T> answer(String question) {
        questions.add(question);
        Supplier<StatusAnswer<?>> next = script.poll();
        return next == null ? new StatusAnswer.NotKnown<>() : (StatusAnswer<T>) next.get();
    }
}
