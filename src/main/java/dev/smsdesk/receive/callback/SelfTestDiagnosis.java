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
            return signed.kind() == AnswerKind.REFUSED ? SelfTestText.HEADER_DECODED.with() : general(signed);
        }
        Map<Trait, CallOutcome> failed = new EnumMap<>(Trait.class);
        long end = System.nanoTime() + MOST_TIME.toNanos();
        for (Trait trait : Trait.values()) {
            CallOutcome outcome = System.nanoTime() > end ? signed : call.post(trait.body(ids.next()), null, SelfTestCall.RICH_SIGNATURE);
            if (!outcome.isKept()) {
                failed.put(trait, outcome);
            }
        }
        return failed.isEmpty() ? SelfTestText.LONG_LOST.with(general(rich)) : SelfTestText.OTHERS_LOST.with(ofTraits(failed));
    }

    private String ofTraits(Map<Trait, CallOutcome> failed) throws InterruptedException {
        Map<Trait, CallOutcome> changed = new EnumMap<>(failed);
        changed.values().removeIf(outcome -> outcome.kind() != AnswerKind.REFUSED);
        if (changed.isEmpty()) {
            CallOutcome first = failed.values().iterator().next();
            boolean firewall = first.kind() == AnswerKind.FOREIGN || first.kind() == AnswerKind.BROKEN;
            return (firewall ? SelfTestText.TRAITS_FIREWALL : SelfTestText.TRAITS_REFUSED).with(answered(first), listed(failed.keySet()));
        }
        return ofChanged(changed) + " " + SelfTestText.PASS_BYTES.with();
    }

    private String ofChanged(Map<Trait, CallOutcome> changed) throws InterruptedException {
        if (changed.keySet().stream().anyMatch(JSON::contains)) {
            return SelfTestText.JSON_REWRITTEN.with(listed(changed.keySet()));
        }
        if (changed.keySet().stream().anyMatch(CHARACTERS::contains)) {
            CallOutcome first = changed.values().iterator().next();
            return !changed.containsKey(Trait.EMOJI) ? SelfTestText.ACCENTS_CHANGED.with()
                : SelfTestText.CHARACTERS_CHANGED.with(explained(first, Cause.BODY_CHARSET, Cause.BODY_RESERIALISED));
        }
        if (changed.containsKey(Trait.LINE_END)) {
            return SelfTestText.LINE_ENDS_CHANGED.with(explained(changed.get(Trait.LINE_END), Cause.BODY_LINE_ENDS));
        }
        boolean end = changed.containsKey(Trait.LAST_BLANK) || changed.keySet().stream().anyMatch(LINE_ENDS::contains);
        return (end ? SelfTestText.END_CUT : SelfTestText.TEXTS_CLEANED).with(listed(changed.keySet()));
    }

    /** The doctor's detail for the refusal, if its cause is one of these. */
    private String explained(CallOutcome refused, Cause... about) throws InterruptedException {
        Finding finding = call.refusal(refused).map(Refusal::finding).orElse(null);
        return finding != null && Set.of(about).contains(finding.cause()) && !finding.detail().isEmpty() ? ": "
            + finding.detailInWords() : "";
    }

    String ofLarge(CallOutcome large) throws InterruptedException {
        return SelfTestText.LARGE_LOST.with(switch (large.kind()) {
            case FOREIGN, BROKEN -> SelfTestText.SIZE_LIMIT.with(answered(large));
            case REFUSED -> SelfTestText.LARGE_CUT.with();
            default -> general(large);
        });
    }

    String ofZipped(CallOutcome zipped) throws InterruptedException {
        return SelfTestText.ZIPPED_LOST.with(switch (zipped.kind()) {
            case REFUSED -> SelfTestText.UNPACKED.with();
            case FOREIGN, BROKEN -> SelfTestText.ZIPPED_REFUSED.with(answered(zipped));
            default -> general(zipped);
        });
    }

    /** For a fault that concerns every body. */
    String general(CallOutcome outcome) throws InterruptedException {
        return switch (outcome.kind()) {
            case BROKEN -> SelfTestText.NO_ANSWER.with(target, outcome.detail());
            case KEPT -> SelfTestText.KEPT.with();
            case ELSEWHERE -> SelfTestText.ANSWERED_ELSEWHERE.with(outcome.status(), target,
                (call.takesUnsigned() ? SelfTestText.ANSWERS_EVERYTHING : SelfTestText.OTHER_INSTALLATION).with());
            case REFUSED -> refused(outcome);
            case OURS -> outcome.status() == 404 || outcome.status() == 405 ? foreign(outcome)
                : SelfTestText.OWN_ANSWER.with(outcome.status(), outcome.detail());
            case FOREIGN -> foreign(outcome);
        };
    }

    private String refused(CallOutcome outcome) throws InterruptedException {
        Optional<Refusal> ours = call.refusal(outcome);
        if (ours.isEmpty()) {
            return SelfTestText.REFUSED_ELSEWHERE.with(outcome.status(), target);
        }
        Finding finding = ours.get().finding();
        String why = finding == null ? Sentences.ENGLISH.of(ours.get().reason()) : finding.cause() == Cause.UNEXPLAINED
            ? SelfTestText.BODY_CHANGED.with() : finding.sentence() + " " + finding.fix();
        return SelfTestText.REFUSED.with(outcome.status(), why);
    }

    private String foreign(CallOutcome outcome) {
        String answered = answered(outcome);
        return switch (outcome.status()) {
            case 401, 407 -> SelfTestText.LOGIN_WANTED.with(answered);
            case 403, 406, 429 -> SelfTestText.ACCESS_DENIED.with(answered);
            case 404 -> SelfTestText.WRONG_PATH.with();
            case 500, 502, 503, 504 -> SelfTestText.NOT_FORWARDED.with(answered);
            default -> (outcome.status() / 100 != 3 ? SelfTestText.FOREIGN : outcome.detail().isEmpty() ? SelfTestText.REDIRECTED
                : SelfTestText.REDIRECTED_TO).with(answered, target, outcome.detail());
        };
    }

    private static String answered(CallOutcome outcome) {
        return switch (outcome.kind()) {
            case BROKEN -> SelfTestText.CONNECTION_BROKE.with(outcome.detail());
            case REFUSED, OURS -> SelfTestText.DESK_ANSWERED.with(outcome.status());
            default -> SelfTestText.SOMETHING_ANSWERED.with(outcome.status());
        };
    }

    private static String listed(Set<Trait> traits) {
        return traits.stream().map(Sentences.ENGLISH::of).collect(Collectors.joining(", "));
    }
}
