package dev.smsdesk.sinch.sms;

import dev.smsdesk.sinch.call.CallThreads;
import dev.smsdesk.sinch.call.NoTunnel;
import dev.smsdesk.sinch.call.NothingSent;
import dev.smsdesk.sinch.call.RetryAfter;
import dev.smsdesk.sinch.call.Sender;
import dev.smsdesk.sinch.call.StatusAnswer;
import dev.smsdesk.sinch.call.StatusAnswer.Failed;
import dev.smsdesk.sinch.call.StatusAnswer.Found;
import dev.smsdesk.sinch.call.StatusAnswer.Later;
import dev.smsdesk.sinch.call.StatusAnswer.NotKnown;
import dev.smsdesk.sinch.call.StatusAnswer.Unauthorised;
import dev.smsdesk.sinch.call.StatusApi;
import dev.smsdesk.sinch.callback.Callback;
import dev.smsdesk.sinch.callback.SmsCallback;
import dev.smsdesk.sinch.json.Bounded;
import dev.smsdesk.sinch.json.Fields;
import dev.smsdesk.sinch.json.Json;
import dev.smsdesk.sinch.json.NotReadable;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.WebTarget;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
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
    private final CallThreads calls;
    private final WebTarget plan;
    private final String authorization;
    private final Clock clock;

    SmsReading(CallThreads calls, WebTarget plan, String authorization, Clock clock) {
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
    public StatusAnswer<InboundPage> inbounds(Instant from, Instant until, int page) {
        return ask(plan.path("inbounds").queryParam("page", page).queryParam("page_size", PAGE)
            .queryParam("start_date", from.truncatedTo(ChronoUnit.MILLIS)).queryParam("end_date", until.truncatedTo(ChronoUnit.MILLIS)), SmsReading::page);
    }

    /** GET …/batches, whose start_date would else be a day ago. A batch of another reference is not ours, whatever the filter did. */
    StatusAnswer<List<Sender.Sent>> batches(String reference, Instant since) {
        return ask(plan.path("batches").queryParam("client_reference", "{reference}").resolveTemplate("reference", reference).queryParam("page", 0)
            .queryParam("page_size", PAGE).queryParam("start_date", since.truncatedTo(ChronoUnit.MILLIS)),
            body -> body.requiredEach("batches").stream().filter(batch -> reference.equals(batch.id("client_reference")))
                .map(batch -> new Sender.Sent(batch.requiredId("id"), batch.time("created_at"))).toList());
    }

    private WebTarget reports(String batchId) {
        return plan.path("batches").path("{batch}").path("delivery_report").resolveTemplate("batch", batchId);
    }

    private static InboundPage page(Fields body) {
        List<Callback.Inbound> texts = new ArrayList<>();
        List<Strange> strange = new ArrayList<>();
        for (Fields item : body.requiredEach("inbounds")) {
            try {
                if (SmsCallback.read(item.alone()) instanceof Callback.Inbound text) {
                    texts.add(text);
                } else {
                    strange.add(strange(item, "is not an inbound message"));
                }
            } catch (NotReadable e) {
                strange.add(strange(item, e.getMessage()));
            }
        }
        return new InboundPage(texts, strange, body.object().path("count").asLong(-1));
    }

    private static Strange strange(Fields item, String why) {
        return new Strange(item.id("id"), item.id("from"), item.id("to"), item.time("received_at"), Bounded.line(why, 200),
            Bounded.wellFormed(item.object().toString()));
    }

    private <T> StatusAnswer<T> ask(WebTarget target, Function<Fields, T> reader) {
        return calls.make(() -> get(target, reader), Failed::new, Failed::new);
    }

    private <T> StatusAnswer<T> get(WebTarget target, Function<Fields, T> reader) {
        try (Response response = target.request(MediaType.APPLICATION_JSON_TYPE).header(HttpHeaders.AUTHORIZATION, authorization).get()) {
            return meaning(response, reader);
        } catch (ProcessingException e) {
            if (e.getCause() instanceof NoTunnel proxy) {
                return new Failed<>("The proxy " + proxy.proxy() + " opened no connection to Sinch (" + proxy.getMessage() + ").");
            }
            Throwable cause = e.getCause() instanceof NothingSent nothing ? nothing.getCause() : e.getCause();
            return new Failed<>(CallThreads.fault(cause == null ? e : cause));
        }
    }

    private <T> StatusAnswer<T> meaning(Response response, Function<Fields, T> reader) {
        int status = response.getStatus();
        if (status == 401) {
            return new Unauthorised<>(new SmsAnswer(status, null, SmsApi.body(response, MOST_BYTES)).text());
        }
        if (status == 404) {
            return new NotKnown<>();
        }
        if (status == 429 || status / 100 == 5) {
            return new Later<>(status, RetryAfter.read(response.getHeaderString(HttpHeaders.RETRY_AFTER), clock.instant()));
        }
        byte[] body = status == 200 ? SmsApi.body(response, MOST_BYTES) : null;
        if (body == null) {
            return new Failed<>(status == 200 ? "The answer is too long, or broke off." : "Answered " + status + ".");
        }
        try {
            return new Found<>(reader.apply(Fields.of(Json.object(body))));
        } catch (NotReadable e) {
            return new Failed<>(Bounded.line("The answer cannot be read: " + e.getMessage(), 500));
        }
    }
}
