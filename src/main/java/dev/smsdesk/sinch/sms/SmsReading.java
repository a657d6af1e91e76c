package dev.smsdesk.sinch.sms;

import dev.smsdesk.common.Text;
import dev.smsdesk.sinch.call.HttpCalls;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.sinch.call.SetupReading;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Failed;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.call.StatusReading;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.sinch.callback.SmsCallback;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.NotReadable;
import dev.smsdesk.sinch.json.Unreadable;
import jakarta.ws.rs.client.WebTarget;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** GET …/batches, …/delivery_report and …/inbounds. Bodies are those of the callbacks. Source: Sinch SMS reference, read 2026-11-23. */
final class SmsReading implements StatusApi {
    private static final int PAGE = 100;
    /** A page of inbounds has up to 100 texts of 2000 characters, each of up to six bytes in JSON. */
    private static final int MOST_BYTES = 4 << 20;
    private final HttpCalls calls;
    private final WebTarget plan;
    private final String authorization;
    private final Clock clock;

    SmsReading(HttpCalls calls, WebTarget plan, String authorization, Clock clock) {
        this.calls = calls;
        this.plan = plan;
        this.authorization = authorization;
        this.clock = clock;
    }

    @Override
    public StatusAnswer<Callback.Reports> report(String batchId) {
        return ask(reports(batchId).queryParam("type", "full"), SmsCallback::ofBatch);
    }

    @Override
    public StatusAnswer<Callback.Reports> report(String batchId, String digits) {
        return ask(reports(batchId).path("{recipient}").resolveTemplate("recipient", digits), SmsCallback::ofRecipient);
    }

    @Override
    public StatusAnswer<InboundTexts> inbounds(Instant from, Instant until, int page) {
        return ask(plan.path("inbounds").queryParam("page", page).queryParam("page_size", PAGE)
            .queryParam("start_date", from.truncatedTo(ChronoUnit.MILLIS)).queryParam("end_date", until.truncatedTo(ChronoUnit.MILLIS)),
            SmsReading::page);
    }

    /** GET …/batches, whose start_date would else be a day ago. A batch under another reference is never ours. */
    StatusAnswer<List<Sender.Sent>> batches(Sender.SentQuery query) {
        return ask(plan.path("batches").queryParam("client_reference", "{reference}").resolveTemplate("reference", query.reference())
            .queryParam("page", 0)
            .queryParam("page_size", PAGE).queryParam("start_date", query.since().truncatedTo(ChronoUnit.MILLIS)),
            body -> body.requiredEach("batches").stream().filter(batch -> query.reference().equals(batch.id("client_reference")))
                .map(batch -> new Sender.Sent(batch.requiredId("id"), batch.time("created_at"), batch.text("body"), query.reference()))
                    .toList());
    }

    private WebTarget reports(String batchId) {
        return plan.path("batches").path("{batch}").path("delivery_report").resolveTemplate("batch", batchId);
    }

    private static InboundTexts page(Fields body) {
        List<Callback.Inbound> texts = new ArrayList<>();
        List<Strange> strange = new ArrayList<>();
        for (Fields item : body.requiredEach("inbounds")) {
            try {
                if (SmsCallback.read(item.alone()) instanceof Callback.Inbound text) {
                    texts.add(text);
                } else {
                    strange.add(strange(item, Unreadable.NO_INBOUND.stored()));
                }
            } catch (NotReadable e) {
                strange.add(strange(item, e.getMessage()));
            }
        }
        return new InboundTexts(texts, strange, body.object().path("count").asLong(-1));
    }

    private static Strange strange(Fields item, String why) {
        return new Strange(item.id("id"), item.id("from"), item.id("to"), item.time("received_at"), Text.line(why, 200),
            Text.wellFormed(item.object().toString()));
    }

    private <T> StatusAnswer<T> ask(WebTarget target, Function<Fields, T> reader) {
        return calls.make(() -> get(target, reader), Failed::new, Failed::new);
    }

    private <T> StatusAnswer<T> get(WebTarget target, Function<Fields, T> reader) {
        try {
            return StatusReading.meaning(calls.exchange("GET", target, authorization, null, MOST_BYTES), clock.instant(), reader);
        } catch (IOException e) {
            return new Failed<>(HttpCalls.sentence(e));
        }
    }

    /** Asks for the plan's newest batch: a call that changes nothing. */
    SetupAnswer<Integer> check() {
        return calls.make(() -> {
            try {
                WebTarget newest = plan.path("batches").queryParam("page", 0).queryParam("page_size", 1);
                return SetupReading.meaning(calls.exchange("GET", newest, authorization, null, MOST_BYTES), clock.instant(),
                    body -> body.requiredEach("batches").size());
            } catch (IOException e) {
                return SetupReading.without(HttpCalls.outcome(e));
            }
        }, SetupAnswer.Unreachable::new, SetupAnswer.Unclear::new);
    }
}
