package dev.smsdesk.connect;

import dev.smsdesk.account.Account;
import dev.smsdesk.account.Channel;
import dev.smsdesk.sinch.call.CallFault;
import dev.smsdesk.sinch.call.SetupAnswer.Invalid;
import dev.smsdesk.sinch.call.SetupAnswer.NoAccess;
import dev.smsdesk.sinch.call.SetupAnswer.NotThere;
import dev.smsdesk.sinch.call.SetupAnswer.ProxyBlocks;
import dev.smsdesk.sinch.call.SetupAnswer.TryLater;
import dev.smsdesk.sinch.call.SetupAnswer.Unclear;
import dev.smsdesk.sinch.call.SetupAnswer.Unreachable;
import dev.smsdesk.sinch.call.SetupAnswer.WrongKey;
import dev.smsdesk.sinch.call.SetupAnswer;
import dev.smsdesk.wording.Sentence;

/** What an answer other than success means, and which setting to look at. */
final class AnswerText {
    private AnswerText() {}

    /** @throws IllegalArgumentException for a success */
    static Sentence of(SetupAnswer<?> answer, Account account) {
        boolean app = account.channel() == Channel.CONVERSATION;
        if (answer instanceof WrongKey<?> refused) {
            return Sentence.of(app ? AccountSentence.WRONG_KEY : AccountSentence.WRONG_TOKEN, said(refused.said()));
        }
        if (answer instanceof NoAccess<?> refused) {
            return Sentence.of(app ? AccountSentence.KEY_WITHOUT_ACCESS : AccountSentence.PLAN_WITHOUT_ACCESS, refused.status(),
                said(refused.said()));
        }
        if (answer instanceof NotThere<?> unknown) {
            String region = account.region() == null ? "–" : account.region();
            return Sentence.of(app ? AccountSentence.APP_ELSEWHERE : AccountSentence.PLAN_ELSEWHERE, region, said(unknown.said()));
        }
        if (answer instanceof Invalid<?> refused) {
            return Sentence.of(AccountSentence.REFUSED, (refused.status() + " " + refused.code()).strip(), said(refused.said()));
        }
        if (answer instanceof TryLater<?> later) {
            return later.status() == 429 ? Sentence.of(AccountSentence.TOO_MANY_CALLS)
                : Sentence.of(AccountSentence.FAULT_AT_SINCH, later.status());
        }
        return withoutAnswer(answer);
    }

    private static Sentence withoutAnswer(SetupAnswer<?> answer) {
        if (answer instanceof ProxyBlocks<?> blocked) {
            AccountSentence which = switch (blocked.said()) {
                case "HTTP 407" -> AccountSentence.PROXY_WANTS_PASSWORD;
                case "HTTP 403" -> AccountSentence.PROXY_FORBIDS;
                default -> AccountSentence.PROXY_FAILS;
            };
            return Sentence.of(which, blocked.proxy(), blocked.said());
        }
        if (answer instanceof Unreachable<?> not) {
            boolean noToken = not.why().startsWith(CallFault.NO_TOKEN.code());
            return Sentence.of(noToken ? AccountSentence.NO_TOKEN : AccountSentence.NOT_REACHED, not.why());
        }
        if (answer instanceof Unclear<?> strange) {
            return Sentence.of(AccountSentence.STRANGE_ANSWER, strange.why());
        }
        throw new IllegalArgumentException("An answer without a fault has no such text.");
    }

    /** Sinch's own words after a space, or nothing. */
    private static String said(String words) {
        return words.isEmpty() ? "" : " " + Sentence.of(AccountSentence.WORDS_OF_SINCH, words);
    }
}
