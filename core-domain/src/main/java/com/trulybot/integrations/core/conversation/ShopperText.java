package com.trulybot.integrations.core.conversation;

import com.trulybot.integrations.core.order.OrderReference;
import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What can be read in a shopper's words: an order number, an e-mail address, what it is about.
 *
 * @param number the order number in it; empty when there is none
 * @param email the first e-mail address in it, as written; empty when there is none
 */
record ShopperText(Optional<OrderReference> number, Optional<String> email, Topic topic) {
    /** What a message is about, as far as it says. */
    enum Topic {
        ORDER,
        PERSON,
        THANKS,
        GREETING,
        OTHER
    }

    // Possessive quantifiers, and a look behind where a run may begin: no message takes long to read.
    private static final String LOCAL = "[\\p{L}\\p{N}!#$%&'*+/=?^_`{|}~-]";
    private static final Pattern EMAIL = Pattern.compile("(?<!" + LOCAL + ")" + LOCAL + "{1,64}+(?:\\." + LOCAL
            + "{1,64}+){0,20}+@[\\p{L}\\p{N}-]{1,63}+(?:\\.[\\p{L}\\p{N}-]{1,63}+){1,10}+");
    private static final String NUMBER = "[\\p{L}]{0,10}+[-_]?[0-9][\\p{L}0-9]{0,20}+(?:[-_/][\\p{L}0-9]{1,20}+){0,3}+";

    /** "#1001", "order 1001", "order1001", "no. EU-1001": said to be an order's number. */
    private static final Pattern NAMED_NUMBER = Pattern.compile("(?i)(?:#\\s?|\\b(?:order|number|no|nr)\\b(?:\\s+"
            + "(?:number|no|nr|id|is|was|it's)){0,3}+[\\s.:#]{0,5}|\\border(?=[0-9]))(" + NUMBER + ")(?![\\p{L}0-9])");

    /** "order 2 mugs": a count of things. */
    private static final Pattern COUNTED = Pattern.compile("[^#0-9]*[0-9]\\s+\\p{L}.*", Pattern.DOTALL);

    private static final Pattern BARE_NUMBER =
            Pattern.compile("(?<![\\p{L}0-9@.,€$£+-])(" + NUMBER + ")(?![\\p{L}0-9@]|[.,][0-9]|\\s?(?:€|%))");

    private static final Pattern ORDER = Pattern.compile(
            "(?i)\\b(orders?|parcel|package|packet|delivery|delivered|deliver|shipp(?:ed|ing)|shipment|tracking|track|arrive[ds]?|purchase)\\b");
    private static final Pattern PERSON = Pattern.compile(
            "(?i)\\b(human|person|someone|somebody|agent|representative|support|staff|call me|speak to|talk to)\\b");
    private static final Pattern THANKS = Pattern.compile("(?is)^\\W*(many )?(thanks|thank you|thx|cheers)\\b.*");
    private static final Pattern GREETING =
            Pattern.compile("(?i)^\\W*(hi|hello|hey|good (morning|afternoon|evening))\\W*$");

    /**
     * Reads a message.
     *
     * @param numberAsked whether an order number was just asked for: then a number needs no word before it
     */
    static ShopperText read(String message, boolean numberAsked) {
        // The address is read from what was written, not from a normalised form of it: addresses that only look alike
        // are different people's.
        Matcher address = EMAIL.matcher(message);
        Optional<String> email = address.find() ? Optional.of(address.group()) : Optional.empty();
        String rest = asciiDigits(Normalizer.normalize(EMAIL.matcher(message).replaceAll(" "), Normalizer.Form.NFKC));
        Optional<OrderReference> number = number(rest, numberAsked);
        return new ShopperText(number, email, topic(rest, number.isPresent()));
    }

    private static Optional<OrderReference> number(String text, boolean numberAsked) {
        if (numberAsked) {
            // "TB-EU-1001": whatever a shop calls its orders, if nothing else was said.
            Optional<OrderReference> whole = OrderReference.tryParse(text)
                    .filter(number -> !number.text().contains(" ") && plausible(number.text(), 1));
            if (whole.isPresent()) {
                return whole;
            }
        }
        Matcher named = NAMED_NUMBER.matcher(text);
        while (named.find()) {
            if (!numberAsked && COUNTED.matcher(text.substring(named.start())).lookingAt()) {
                continue;
            }
            Optional<OrderReference> number = OrderReference.tryParse(named.group(1));
            // Of a shop whose prefix is "NO-" the word and "-55" were read: the whole of it is found below.
            if (number.isPresent()) {
                return number;
            }
        }
        Matcher bare = BARE_NUMBER.matcher(text);
        Optional<OrderReference> best = Optional.empty();
        while (bare.find()) {
            String candidate = bare.group(1);
            // Unasked, "2 mugs" names no order.
            if (plausible(candidate, numberAsked ? 1 : 3) && best.isEmpty()) {
                best = OrderReference.tryParse(candidate);
            }
        }
        return best;
    }

    /** Whether it has as many digits as an order's number; a phone number's are more. */
    private static boolean plausible(String candidate, int least) {
        long digits = candidate.chars().filter(c -> c >= '0' && c <= '9').count();
        return digits >= least && digits <= 14;
    }

    private static Topic topic(String text, boolean hasNumber) {
        if (PERSON.matcher(text).find()) {
            return Topic.PERSON;
        }
        if (hasNumber || ORDER.matcher(text).find()) {
            return Topic.ORDER;
        }
        if (THANKS.matcher(text).matches()) {
            return Topic.THANKS;
        }
        return GREETING.matcher(text).matches() ? Topic.GREETING : Topic.OTHER;
    }

    private static String asciiDigits(String text) {
        StringBuilder ascii = new StringBuilder(text.length());
        text.codePoints().forEach(c -> ascii.appendCodePoint(Character.isDigit(c) ? '0' + Character.digit(c, 10) : c));
        return ascii.toString();
    }

    /** Lower-case words only: what a shopper wrote never shows in a log by accident. */
    @Override
    public String toString() {
        return "ShopperText[" + topic.name().toLowerCase(Locale.ROOT) + "]";
    }
}
