package dev.smsdesk.send;

import dev.smsdesk.common.Text;
import dev.smsdesk.compose.TextParts;
import dev.smsdesk.message.PhoneNumber;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What a batch would be, counted while its recipients pass. */
final class Preview {
    static final int LEFT_OUT_SHOWN = 1000;
    private static final int LONGEST_NUMBER = 100;
    private final String text;
    private final TextParts parts;
    private final Map<String, Integer> byCountry = new HashMap<>();
    private final List<PreviewAnswer.LeftOut> leftOut = new ArrayList<>();
    private int recipients;
    private int leftOutCount;

    Preview(String text) {
        this.text = text;
        this.parts = TextParts.of(text);
    }

    void add(PhoneNumber number) {
        recipients++;
        byCountry.merge(String.valueOf(number.country()), 1, Integer::sum);
    }

    /** @param reason a word of the API, such as {@code duplicate} */
    void leaveOut(String number, String reason) {
        if (leftOut.size() < LEFT_OUT_SHOWN) {
            leftOut.add(new PreviewAnswer.LeftOut(Text.line(number, LONGEST_NUMBER), reason));
        }
        leftOutCount++;
    }

    /** There are more than those that passed. */
    void leftOutInAll(int count) {
        leftOutCount = count;
    }

    int recipients() {
        return recipients;
    }

    PreviewAnswer answer() {
        return PreviewAnswer.of(recipients, parts, TextParts.outside(text), byCountry, leftOut, leftOutCount);
    }
}
