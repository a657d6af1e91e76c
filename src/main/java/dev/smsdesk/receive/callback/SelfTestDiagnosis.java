package dev.smsdesk.receive.callback;

import dev.smsdesk.doctor.Cause;
import dev.smsdesk.doctor.Finding;
import dev.smsdesk.receive.callback.SelfTestBody.Trait;
import dev.smsdesk.receive.callback.SelfTestCall.AnswerKind;
import dev.smsdesk.receive.callback.SelfTestCall.CallOutcome;
import dev.smsdesk.receive.refusal.Refusal;
import dev.smsdesk.store.Ids;
import dev.smsdesk.wording.Sentences;
import java.net.URI;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Explains in one or two sentences why a self-test failed and what to do. Posts more bodies if that tells more. */
final class SelfTestDiagnosis {
    private static final Set<Trait> JSON = EnumSet.of(Trait.BLANK, Trait.ORDER, Trait.NUMBER, Trait.ESCAPES);
    private static final Set<Trait> CHARACTERS = EnumSet.of(Trait.ACCENT, Trait.EMOJI, Trait.DECOMPOSED);
    private static final Set<Trait> LINE_ENDS = EnumSet.of(Trait.LINE_END, Trait.LAST_LINE_END);
    private static final Duration MOST_TIME = Duration.ofSeconds(30);
    private static final String AS_THEY_ARE = " Let the proxy pass the bytes as they are.";
    private static final String NOT_OURS = " itself; this is no answer of SMS Desk.";
    private final SelfTestCall call;
    private final URI target;
    private final Ids ids;

    SelfTestDiagnosis(SelfTestCall call, URI target, Ids ids) {
        this.call = call;
        this.target = target;
        this.ids = ids;
    }

    /** The first body, which has all traits, was not stored. */
    String ofRich(CallOutcome rich) throws InterruptedException {
        CallOutcome plain = call.post(SelfTestBody.plain(ids.next()), null, SelfTestCall.PLAIN_SIGNATURE);
        if (!plain.isKept()) {
            return general(plain);
        }
        CallOutcome signed = call.post(SelfTestBody.plain(ids.next()), null, SelfTestCall.RICH_SIGNATURE);
        if (!signed.isKept()) {
            return signed.kind() == AnswerKind.REFUSED ? "The header x-sinch-webhook-signature is changed on the way where it has + or "
                + "/: something decodes it as a form is decoded, so that + becomes a blank. Let the proxy pass headers as they are."
                : general(signed);
        }
        Map<Trait, CallOutcome> failed = new EnumMap<>(Trait.class);
        long end = System.nanoTime() + MOST_TIME.toNanos();
        for (Trait trait : Trait.values()) {
            CallOutcome outcome = System.nanoTime() > end ? signed : call.post(trait.body(ids.next()), null, SelfTestCall.RICH_SIGNATURE);
            if (!outcome.isKept()) {
                failed.put(trait, outcome);
            }
        }
        return failed.isEmpty() ? "A small callback is kept, but not one with long and unusual text. " + general(rich)
            : "A plain callback is kept, others are lost. " + ofTraits(failed);
    }

    private String ofTraits(Map<Trait, CallOutcome> failed) throws InterruptedException {
        Map<Trait, CallOutcome> changed = new EnumMap<>(failed);
        changed.values().removeIf(outcome -> outcome.kind() != AnswerKind.REFUSED);
        if (changed.isEmpty()) {
            CallOutcome first = failed.values().iterator().next();
            return answered(first) + " where a body has " + listed(failed.keySet()) + (first.kind() == AnswerKind.FOREIGN
                || first.kind() == AnswerKind.BROKEN
                ? ": a firewall that reads bodies, most likely. Switch it off for the callbacks' paths; Sinch does not send again what "
                + "is answered 4xx." : ".");
        }
        if (changed.keySet().stream().anyMatch(JSON::contains)) {
            return "The JSON is read and written anew on the way; changed are " + listed(changed.keySet()) + "." + AS_THEY_ARE;
        }
        if (changed.keySet().stream().anyMatch(CHARACTERS::contains)) {
            return characters(changed) + AS_THEY_ARE;
        }
        if (changed.containsKey(Trait.LINE_END)) {
            return "Line ends are changed on the way" + explained(changed.get(Trait.LINE_END), Cause.BODY_LINE_ENDS) + "." + AS_THEY_ARE;
        }
        boolean end = changed.containsKey(Trait.LAST_BLANK) || changed.keySet().stream().anyMatch(LINE_ENDS::contains);
        return end ? "The end of a body is cut on the way: " + listed(changed.keySet()) + " is lost." + AS_THEY_ARE
            : "Bodies are changed on the way where they have " + listed(changed.keySet()) + ": something cleans texts." + AS_THEY_ARE;
    }

    private String characters(Map<Trait, CallOutcome> changed) throws InterruptedException {
        if (!changed.containsKey(Trait.EMOJI)) {
            return "Accents are composed or decomposed on the way (Unicode normalisation).";
        }
        CallOutcome first = changed.values().iterator().next();
        return "Characters beyond ASCII are changed on the way" + explained(first, Cause.BODY_CHARSET, Cause.BODY_RESERIALISED) + ".";
    }

    /** The doctor's detail for the refusal, if its cause is one of these. */
    private String explained(CallOutcome refused, Cause... about) throws InterruptedException {
        Finding finding = call.refusal(refused).map(Refusal::finding).orElse(null);
        return finding != null && Set.of(about).contains(finding.cause()) && !finding.detail().isEmpty() ? ": "
            + finding.detailInWords() : "";
    }

    String ofLarge(CallOutcome large) throws InterruptedException {
        String what = "A small callback is kept, one of 300 KB is not. ";
        return switch (large.kind()) {
            case FOREIGN, BROKEN -> what + answered(large) + ": a limit on the size of bodies, most likely. Let bodies of 1 MiB pass "
                + "(nginx: client_max_body_size 2m).";
            case REFUSED -> what + "It is changed or cut on the way. Let bodies of 1 MiB pass as they are.";
            default -> what + general(large);
        };
    }

    String ofZipped(CallOutcome zipped) throws InterruptedException {
        String what = "Callbacks are kept, but not a compressed one (Content-Encoding: gzip). ";
        return switch (zipped.kind()) {
            case REFUSED -> what + "It is unpacked on the way, so that its signature no longer holds. Switch that off for the callbacks' "
                + "paths.";
            case FOREIGN, BROKEN -> what + answered(zipped) + ". Let the proxy pass such bodies as they are.";
            default -> what + general(zipped);
        };
    }

    /** For a fault that concerns every body. */
    String general(CallOutcome outcome) throws InterruptedException {
        return switch (outcome.kind()) {
            case BROKEN -> "Nothing answered at " + target + ": " + outcome.detail() + ". Check the name, the proxy and the firewall.";
            case KEPT -> "It arrived and is kept.";
            case ELSEWHERE -> elsewhere(outcome);
            case REFUSED -> refused(outcome);
            case OURS -> outcome.status() == 404 || outcome.status() == 405 ? foreign(outcome)
                : "SMS Desk itself answered " + outcome.status() + ": " + outcome.detail() + " See the page Refusals and the log.";
            case FOREIGN -> foreign(outcome);
        };
    }

    private String elsewhere(CallOutcome outcome) throws InterruptedException {
        String not = "Something answered " + outcome.status() + " at " + target + ", but nothing is kept here. ";
        return not + (call.takesUnsigned() ? "It answers so to everything, also to what is not signed: a proxy or another program that "
            + "never asks this server. Let it pass callbacks on."
            : "It refuses what is not signed, so it is another installation that has the same secret. Let SMSDESK_PUBLIC_URL lead to "
            + "this one.");
    }

    private String refused(CallOutcome outcome) throws InterruptedException {
        Optional<Refusal> ours = call.refusal(outcome);
        if (ours.isEmpty()) {
            return "An SMS Desk answered " + outcome.status() + ", but recorded no refusal here: most likely another installation with "
                + "another secret answers at " + target + ".";
        }
        Finding finding = ours.get().finding();
        String why = finding == null ? Sentences.ENGLISH.of(ours.get().reason()) : finding.cause() == Cause.UNEXPLAINED
            ? "the body was changed on the way, in a way that is not known. "
            + "Let the proxy pass the bytes as they are." : finding.sentence() + " " + finding.fix();
        return "It arrived, but was refused (" + outcome.status() + "): " + why;
    }

    private String foreign(CallOutcome outcome) {
        String who = answered(outcome);
        return switch (outcome.status()) {
            case 401, 407 -> who + NOT_OURS + " It wants a login: let the callbacks' paths pass without one.";
            case 403, 406, 429 -> who + NOT_OURS + " A firewall or an access rule, most likely: let the callbacks' paths pass.";
            case 404 -> "Something answered 404. SMSDESK_PUBLIC_URL must end with the path this application is deployed under.";
            case 500, 502, 503, 504 -> who + NOT_OURS + " It does not reach this server, or is closed for maintenance.";
            default -> who + " at " + target + ". Only this application may answer there"
                + (outcome.status() / 100 == 3 ? "; Sinch does not follow redirects"
                + (outcome.detail().isEmpty() ? "" : " (to " + outcome.detail() + ")") : "") + ".";
        };
    }

    private static String answered(CallOutcome outcome) {
        return switch (outcome.kind()) {
            case BROKEN -> "The connection broke (" + outcome.detail() + ")";
            case REFUSED, OURS -> "SMS Desk itself answered " + outcome.status();
            default -> "Something on the way answered " + outcome.status();
        };
    }

    private static String listed(Set<Trait> traits) {
        return traits.stream().map(trait -> trait.words).collect(Collectors.joining(", "));
    }
}
