package dev.smsdesk.sinch.conversation;

import dev.smsdesk.account.Channel;
import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.call.CallFault;
import dev.smsdesk.sinch.call.Sender.Sent;
import dev.smsdesk.sinch.call.Sender.SentQuery;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Failed;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusAnswer.NothingKept;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.sinch.callback.Callback.RecipientReport;
import dev.smsdesk.sinch.callback.Callback.Reports;
import dev.smsdesk.sinch.callback.ConversationCallback;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.NotReadable;
import jakarta.ws.rs.client.WebTarget;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * GET …/messages, as far as the app keeps them: in DISPATCH mode with 0 days Sinch keeps nothing, and nothing is asked. Source: Sinch
 * Conversation reference, read 2026-11-29.
 */
final class ConversationReading implements StatusApi {
    private static final int PAGE = 100;
    /** More than one number gets in the minutes of one call. */
    private static final int MOST_PAGES = 10;
    private final AppQuestions app;
    private final String appId;

    ConversationReading(AppQuestions app, String appId) {
        this.app = app;
        this.appId = appId;
    }

    /** A message with another reference is left out; the caller compares the texts of the others. */
    StatusAnswer<List<Sent>> find(SentQuery query) {
        return app.whereKept(source -> {
            UnaryOperator<WebTarget> listed = project -> listed(project, source, query.since(), query.until(), "TO_CONTACT")
                .queryParam("channel_identity", query.digits()).queryParam("view", "WITH_METADATA");
            List<Sent> all = new ArrayList<>();
            String token = "";
            for (int pages = 0; pages < MOST_PAGES; pages++) {
                StatusAnswer<MessagePage> answer = app.ask(page(listed, token), MessagePage::of);
                if (!(answer instanceof Found<MessagePage> found)) {
                    return AppQuestions.otherwise(answer);
                }
                found.what().messages().stream().filter(message -> isTo(message, query.digits())).map(ConversationReading::sent)
                    .filter(sent -> sent.reference() == null || sent.reference().equals(query.reference())).forEach(all::add);
                token = found.what().next();
                if (token == null) {
                    return new Found<>(List.copyOf(all));
                }
            }
            return new Failed<>(CallFault.TOO_MANY_LISTED.stored(MOST_PAGES * PAGE));
        });
    }

    @Override
    public StatusAnswer<Reports> report(String messageId) {
        return app.whereKept(source -> {
            StatusAnswer<Reports> answer = app.ask(project -> project.path("messages").path("{message}")
                .resolveTemplate("message", messageId)
                .queryParam("messages_source", source), body -> report(messageId, body));
            return answer instanceof Found<Reports> found && found.what().lines().isEmpty()
                ? new NothingKept<>(CallFault.STATUS_NOT_KEPT.stored()) : answer;
        });
    }

    @Override
    public StatusAnswer<Reports> report(String messageId, String digits) {
        return report(messageId);
    }

    /** Sinch's pages have tokens in place of numbers, so the pages before are gone through again. */
    @Override
    public StatusAnswer<InboundTexts> inbounds(Instant from, Instant until, int page) {
        return app.whereKept(source -> {
            UnaryOperator<WebTarget> listed = project -> listed(project, source, from, until, "TO_APP");
            String token = "";
            for (int at = 0; ; at++) {
                StatusAnswer<MessagePage> answer = app.ask(page(listed, token), MessagePage::of);
                if (!(answer instanceof Found<MessagePage> found)) {
                    return AppQuestions.otherwise(answer);
                }
                token = found.what().next();
                if (at == page || token == null) {
                    return new Found<>(at == page ? inbounds(found.what(), at) : new InboundTexts(List.of(), List.of(), -1));
                }
            }
        });
    }

    private WebTarget listed(WebTarget project, String source, Instant from, Instant until, String direction) {
        return project.path("messages").queryParam("app_id", appId).queryParam("channel", ConversationMessage.CHANNEL)
            .queryParam("direction", direction)
            .queryParam("messages_source", source).queryParam("page_size", PAGE)
            .queryParam("start_time", from.truncatedTo(ChronoUnit.MILLIS)).queryParam("end_time", until.truncatedTo(ChronoUnit.MILLIS));
    }

    private static UnaryOperator<WebTarget> page(UnaryOperator<WebTarget> listed, String token) {
        return token.isEmpty() ? listed : project -> listed.apply(project).queryParam("page_token", "{token}")
            .resolveTemplate("token", token);
    }

    private static boolean isTo(Fields message, String digits) {
        Fields identity = message.inside("channel_identity");
        return !"TO_APP".equals(message.id("direction")) && (identity == null || digits.equals(identity.address("identity")));
    }

    private static Sent sent(Fields message) {
        Fields content = message.inside("app_message");
        Fields text = content == null ? null : content.inside("text_message");
        return new Sent(message.requiredId("id"), message.time("accept_time"), text == null ? null : text.text("text"),
            message.id("metadata"));
    }

    private static Reports report(String messageId, Fields message) {
        Fields status = message.object().path("message_status").isObject() ? message.inside("message_status") : message;
        String word = status == message ? message.id("message_status") : status.id("status");
        Fields identity = message.inside("channel_identity");
        List<RecipientReport> lines = word == null ? List.of()
            : List.of(new RecipientReport(identity == null ? null : identity.address("identity"), Text.cut(word, Fields.STATUS_LENGTH),
            null, null,
                null, null, null));
        return new Reports(Channel.CONVERSATION, messageId, message.id("metadata"), lines, message.ignored());
    }

    private static InboundTexts inbounds(MessagePage page, int before) {
        List<Callback.Inbound> texts = new ArrayList<>();
        List<Strange> strange = new ArrayList<>();
        for (Fields message : page.messages()) {
            try {
                texts.add(ConversationCallback.listed(message.alone()));
            } catch (NotReadable e) {
                Fields identity = message.inside("channel_identity");
                strange.add(new Strange(message.id("id"), identity == null ? null : identity.address("identity"),
                    message.address("sender_id"),
                    message.time("accept_time"), Text.line(e.getMessage(), 200), Text.wellFormed(message.object().toString())));
            }
        }
        return new InboundTexts(texts, strange, page.next() == null ? (long) before * PAGE + page.messages().size() : -1);
    }

    /** @param next null on the last page */
    private record MessagePage(List<Fields> messages, String next) {
        static MessagePage of(Fields body) {
            return new MessagePage(body.object().hasNonNull("messages") ? body.requiredEach("messages") : List.of(),
                body.text("next_page_token"));
        }
    }
}
