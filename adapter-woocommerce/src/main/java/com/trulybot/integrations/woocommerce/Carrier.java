package com.trulybot.integrations.woocommerce;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A parcel carrier that tracking plugins name by a slug.
 *
 * @param name as people write it
 * @param trackingPage where a parcel is followed, {@code %s} for its number; null when the page isn't known
 */
record Carrier(String name, @Nullable String trackingPage) {
    private record Known(String slug, Carrier carrier) {}

    private static final List<Known> KNOWN = List.of(
            known("usps", "USPS", "https://tools.usps.com/go/TrackConfirmAction?tLabels=%s"),
            known("ups", "UPS", "https://www.ups.com/track?tracknum=%s"),
            known("fedex", "FedEx", "https://www.fedex.com/fedextrack/?trknbr=%s"),
            known("dhl", "DHL", "https://www.dhl.com/global-en/home/tracking.html?tracking-id=%s"),
            known("dhl-de", "DHL", "https://www.dhl.de/de/privatkunden/dhl-sendungsverfolgung.html?piececode=%s"),
            known("dhl-germany", "DHL", "https://www.dhl.de/de/privatkunden/dhl-sendungsverfolgung.html?piececode=%s"),
            known("deutsche-post", "Deutsche Post", null),
            known(
                    "deutsche-post-dhl",
                    "DHL",
                    "https://www.dhl.de/de/privatkunden/dhl-sendungsverfolgung.html?piececode=%s"),
            known("dpd", "DPD", "https://tracking.dpd.de/status/en_US/parcel/%s"),
            known("dpd-uk", "DPD", "https://track.dpd.co.uk/search?reference=%s"),
            known("dpd-co-uk", "DPD", "https://track.dpd.co.uk/search?reference=%s"),
            known("gls", "GLS", "https://gls-group.com/track/%s"),
            known("tnt", "TNT", "https://www.tnt.com/express/en_gc/site/shipping-tools/tracking.html?cons=%s"),
            known("royal-mail", "Royal Mail", "https://www.royalmail.com/track-your-item#/tracking-results/%s"),
            known("parcelforce", "Parcelforce", "https://www.parcelforce.com/track-trace?trackNumber=%s"),
            known("evri", "Evri", "https://www.evri.com/track/parcel/%s"),
            known("hermes", "Hermes", null),
            known("an-post", "An Post", "https://www.anpost.com/Post-Parcels/Track/History?item=%s"),
            known("postnl", "PostNL", null),
            known("bpost", "bpost", "https://track.bpost.cloud/btr/web/#/search?itemCode=%s"),
            known("colissimo", "Colissimo", "https://www.laposte.fr/outils/suivre-vos-envois?code=%s"),
            known("la-poste", "La Poste", "https://www.laposte.fr/outils/suivre-vos-envois?code=%s"),
            known("chronopost", "Chronopost", "https://www.chronopost.fr/tracking-no-cms/suivi-page?listeNumerosLT=%s"),
            known(
                    "correos",
                    "Correos",
                    "https://www.correos.es/es/es/herramientas/localizador/envios/detalle?tracking-number=%s"),
            known("poste-italiane", "Poste Italiane", "https://www.poste.it/cerca/index.html#/risultati-spedizioni/%s"),
            known("inpost", "InPost", "https://inpost.pl/sledzenie-przesylek?number=%s"),
            known("swiss-post", "Swiss Post", "https://service.post.ch/ekp-web/ui/entry/search/%s"),
            known("austrian-post", "Austrian Post", "https://www.post.at/sv/sendungssuche?snr=%s"),
            known("postnord", "PostNord", "https://tracking.postnord.com/en/tracking?id=%s"),
            known(
                    "canada-post",
                    "Canada Post",
                    "https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=%s"),
            known("purolator", "Purolator", "https://www.purolator.com/en/shipping/tracker?pin=%s"),
            known("ontrac", "OnTrac", "https://www.ontrac.com/tracking/?number=%s"),
            known("australia-post", "Australia Post", "https://auspost.com.au/mypost/track/details/%s"),
            known("nz-post", "NZ Post", "https://www.nzpost.co.nz/tools/tracking/item/%s"),
            known(
                    "japan-post",
                    "Japan Post",
                    "https://trackings.post.japanpost.jp/services/srv/search/direct?locale=en&reqCodeNo1=%s"),
            known("aramex", "Aramex", "https://www.aramex.com/track/results?ShipmentNumber=%s"));

    /**
     * The carrier a plugin means by {@code usps}, {@code fedex-sameday} or {@code Local Courier}; null when it names
     * none. Of one that we don't know only the name is told.
     */
    static @Nullable Carrier named(@Nullable String text) {
        if (text == null) {
            return null;
        }
        String slug = text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{Nd}]+", "-");
        // The longest slug that fits: dhl-germany before dhl.
        return KNOWN.stream()
                .filter(known -> slug.equals(known.slug()) || slug.startsWith(known.slug() + "-"))
                .max(Comparator.comparingInt(known -> known.slug().length()))
                .map(Known::carrier)
                .orElseGet(() -> new Carrier(written(text), null));
    }

    /** Where the parcel of that number is followed; null when the page isn't known. */
    @Nullable
    String trackingUrl(@Nullable String number) {
        return trackingPage == null || number == null ? null : trackingPage.replace("%s", Percent.encoded(number));
    }

    private static Known known(String slug, String name, @Nullable String trackingPage) {
        return new Known(slug, new Carrier(name, trackingPage));
    }

    /** A slug such as {@code local-courier} as a name; what is a name already stays as it is. */
    private static String written(String text) {
        if (!text.matches("[a-z0-9]+(-[a-z0-9]+)*")) {
            return text;
        }
        return Arrays.stream(text.split("-", -1))
                .map(part -> part.substring(0, 1).toUpperCase(Locale.ROOT) + part.substring(1))
                .collect(Collectors.joining(" "));
    }
}
