package dev.smsdesk.app;

import dev.smsdesk.sinch.call.OutgoingMessage;
import dev.smsdesk.sinch.call.SendOutcome;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.callback.Callback;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;

/** The sender of a running account. Its credentials can be exchanged; a running call ends with the former ones. */
final class ReplaceableSender implements Sender {
    private final int mostRecipients;
    private final Consumer<SendOutcome> told;
    private Use current;

    /**
     * @param told  each outcome
     * @param first null where the account has no credentials yet: then nothing may be sent or asked before {@link #replace}
     */
    ReplaceableSender(int mostRecipients, Sender first, Consumer<SendOutcome> told) {
        this.told = told;
        this.mostRecipients = mostRecipients;
        this.current = new Use(first);
    }

    /** A sender, and how many calls are under way with it; its lock is that of the outer class. */
    private static final class Use {
        private final Sender sender;
        private int calls;

        Use(Sender sender) {
            this.sender = sender;
        }
    }

    /** From the next call on. The former sender is closed once its last call has ended. */
    void replace(Sender next) {
        Use former;
        boolean idle;
        synchronized (this) {
            former = current;
            current = new Use(next);
            idle = former.calls == 0;
        }
        if (idle && former.sender != null) {
            former.sender.close();
        }
    }

    /** The one that makes the next call; null where the account has no credentials. */
    synchronized Sender now() {
        return current.sender;
    }

    private <T> T with(Function<Sender, T> call) {
        Use use = begun();
        try {
            return call.apply(use.sender);
        } finally {
            if (isLastOfFormer(use)) {
                use.sender.close();
            }
        }
    }

    private synchronized Use begun() {
        if (current.sender == null) {
            throw new IllegalStateException("An account without credentials calls nothing.");
        }
        current.calls++;
        return current;
    }

    private synchronized boolean isLastOfFormer(Use use) {
        return --use.calls == 0 && use != current;
    }

    @Override
    public int mostRecipients() {
        return mostRecipients;
    }

    @Override
    public SendOutcome send(OutgoingMessage message) {
        SendOutcome outcome = with(sender -> sender.send(message));
        told.accept(outcome);
        return outcome;
    }

    @Override
    public StatusAnswer<List<Sent>> find(SentQuery query) {
        return with(sender -> sender.find(query));
    }

    @Override
    public SetupAnswer<?> check() {
        return with(Sender::check);
    }

    @Override
    public StatusApi informant() {
        return new StatusApi() {
            @Override
            public StatusAnswer<Callback.Reports> report(String batchId) {
                return with(sender -> sender.informant().report(batchId));
            }

            @Override
            public StatusAnswer<Callback.Reports> report(String batchId, String digits) {
                return with(sender -> sender.informant().report(batchId, digits));
            }

            @Override
            public StatusAnswer<InboundTexts> inbounds(Instant from, Instant until, int page) {
                return with(sender -> sender.informant().inbounds(from, until, page));
            }
        };
    }

    @Override
    public synchronized void close() {
        if (current.sender != null) {
            current.sender.close();
        }
    }
}
