package dev.smsdesk.sinch.conversation;

import dev.smsdesk.sinch.call.SendOutcome;

/** An access token, or why there is none. */
sealed interface TokenAnswer {

    record Token(String value) implements TokenAnswer {
        String authorization() {
            return "Bearer " + value;
        }

        /** Never shows the token. */
        @Override
        public String toString() {
            return "Token";
        }
    }

    /** @param why what it means for a message: never that Sinch may have it */
    record NoToken(SendOutcome why) implements TokenAnswer {}
}
