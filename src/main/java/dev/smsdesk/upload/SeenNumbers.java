package dev.smsdesk.upload;

/** Numbers that have come, each with the line of the first. A million take 24 MB: an open hash table of primitive values. */
final class SeenNumbers {
    private long[] numbers = new long[1 << 12];
    private int[] lines = new int[1 << 12];
    private int size;

    /** @param digits at most 15; @return line of an earlier row with this number, or 0, and then it has come now */
    int firstLine(String digits, int line) {
        long number = Long.parseLong(digits);
        int at = place(number);
        if (numbers[at] == number) {
            return lines[at];
        }
        numbers[at] = number;
        lines[at] = line;
        if (++size > numbers.length / 2) {
            grow();
        }
        return 0;
    }

    /** Where the number is, or the free place for it; no number is 0. */
    private int place(long number) {
        int mask = numbers.length - 1;
        int at = (int) (number * 0x9E3779B97F4A7C15L >>> 40) & mask;
        while (numbers[at] != 0 && numbers[at] != number) {
            at = at + 1 & mask;
        }
        return at;
    }

    private void grow() {
        long[] oldNumbers = numbers;
        int[] oldLines = lines;
        numbers = new long[oldNumbers.length * 2];
        lines = new int[oldNumbers.length * 2];
        for (int i = 0; i < oldNumbers.length; i++) {
            if (oldNumbers[i] != 0) {
                int at = place(oldNumbers[i]);
                numbers[at] = oldNumbers[i];
                lines[at] = oldLines[i];
            }
        }
    }
}
