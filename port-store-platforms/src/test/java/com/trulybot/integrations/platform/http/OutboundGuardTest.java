package com.trulybot.integrations.platform.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.trulybot.integrations.core.integration.StoreProblem;
import java.math.BigInteger;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutboundGuardTest {
    private final OutboundGuard guard = new OutboundGuard(Set.of());

    /** First and last address of each special block, and the neighbours outside, where those are public. */
    @ParameterizedTest
    @CsvSource({
        "0.0.0.0, 0.255.255.255, , 1.0.0.0",
        "10.0.0.0, 10.255.255.255, 9.255.255.255, 11.0.0.0",
        "100.64.0.0, 100.127.255.255, 100.63.255.255, 100.128.0.0",
        "127.0.0.0, 127.255.255.255, 126.255.255.255, 128.0.0.0",
        "169.254.0.0, 169.254.255.255, 169.253.255.255, 169.255.0.0",
        "172.16.0.0, 172.31.255.255, 172.15.255.255, 172.32.0.0",
        "192.0.0.0, 192.0.0.255, 191.255.255.255, 192.0.1.0",
        "192.0.2.0, 192.0.2.255, 192.0.1.255, 192.0.3.0",
        "192.88.99.0, 192.88.99.255, 192.88.98.255, 192.88.100.0",
        "192.168.0.0, 192.168.255.255, 192.167.255.255, 192.169.0.0",
        "198.18.0.0, 198.19.255.255, 198.17.255.255, 198.20.0.0",
        "198.51.100.0, 198.51.100.255, 198.51.99.255, 198.51.101.0",
        "203.0.113.0, 203.0.113.255, 203.0.112.255, 203.0.114.0",
        "224.0.0.0, 255.255.255.255, 223.255.255.255,",
        "::, 1fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, , 2000::",
        "2001::, 2001:1ff:ffff:ffff:ffff:ffff:ffff:ffff, 2000:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:200::",
        "2001:db8::, 2001:db8:ffff:ffff:ffff:ffff:ffff:ffff, 2001:db7:ffff::, 2001:db9::",
        "2002::, 2002:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 2001:ffff::, 2003::",
        "3fff::, 3fff:fff:ffff:ffff:ffff:ffff:ffff:ffff, 3ffe::, 3fff:1000::",
        "4000::, ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 3fff:ffff::,",
    })
    void specialAddressesAreNotPublicAndTheirNeighboursAre(String first, String last, String before, String after)
            throws UnknownHostException {
        assertThat(isPublic(first)).isFalse();
        assertThat(isPublic(last)).isFalse();
        for (String outside : new String[] {before, after}) {
            assertThat(outside == null || isPublic(outside)).as(outside).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "::1",
                "::ffff:127.0.0.1",
                "::ffff:8.8.8.8.8",
                "::127.0.0.1",
                "64:ff9b::127.0.0.1",
                "64:ff9b::8.8.8.8",
                "64:ff9b:1::1",
                "100::1",
                "2001:0:4136:e378:8000:63bf:3fff:fdd2",
                "2002:7f00:1::",
                "5f00::1",
                "fc00::1",
                "fd12:3456::1",
                "fe80::1",
                "fec0::1",
                "ff02::1",
            })
    void whatHidesAnotherAddressOrIsLocalIsNotPublic(String text) {
        assertThatThrownBy(() -> guard.check(new URI("https://[" + text + "]/")))
                .satisfiesAnyOf(
                        thrown -> assertThat(thrown).hasMessage("store_url_forbidden"),
                        thrown -> assertThat(thrown).isInstanceOf(java.net.URISyntaxException.class));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"8.8.8.8", "1.1.1.1", "[2606:4700::1111]", "shop.example", "a.b.c.d.example", "8.8.8.8.example"})
    void publicAddressesAndNamesMayBeAsked(String host) {
        assertThat(guard.check(URI.create("https://" + host + ":8443/wp-json/?x=1"))
                        .encodedPath())
                .isEqualTo("/wp-json/");
    }

    /** The JDK's own judgement is coarser than ours: what it calls local must be local to us in every spelling. */
    @Test
    void whateverTheJdkCallsLocalIsNotPublic() throws UnknownHostException {
        Random random = new Random(42);
        for (int i = 0; i < 200_000; i++) {
            byte[] bytes = new byte[i % 2 == 0 ? 4 : 16];
            random.nextBytes(bytes);
            if (i % 4 == 1) {
                bytes[0] = (byte) (0xFC | bytes[0]);
            }
            InetAddress address = InetAddress.getByAddress(bytes);
            if (address.isAnyLocalAddress()
                    || address.isLoopbackAddress()
                    || address.isLinkLocalAddress()
                    || address.isSiteLocalAddress()
                    || address.isMulticastAddress()) {
                assertThat(PublicAddresses.contains(address))
                        .as(address.getHostAddress())
                        .isFalse();
            }
        }
    }

    /** The spellings that one reader or another takes for the same IPv4 address, but for the plain one. */
    static Stream<String> spellings() {
        return Stream.of("127.0.0.1", "169.254.169.254", "10.0.0.1", "192.168.1.1", "0.0.0.0", "8.8.8.8")
                .flatMap(plain -> spellings(plain).stream());
    }

    private static List<String> spellings(String plain) {
        int[] part =
                Stream.of(plain.split("\\.", -1)).mapToInt(Integer::parseInt).toArray();
        long whole = IntStream.of(part).asLongStream().reduce(0, (sum, p) -> sum * 256 + p);
        List<String> all = new ArrayList<>();
        all.add(Long.toString(whole));
        all.add("0x" + Long.toHexString(whole));
        all.add("0X" + Long.toHexString(whole).toUpperCase(java.util.Locale.ROOT));
        all.add("0" + Long.toOctalString(whole));
        all.add(BigInteger.ONE.shiftLeft(32).add(BigInteger.valueOf(whole)).toString());
        for (String form : List.of("0x%x", "0%o", "00%d", "0x0%x")) {
            all.add(IntStream.of(part).mapToObj(p -> String.format(form, p)).collect(Collectors.joining(".")));
            all.add(String.format(form, part[0]) + "." + part[1] + "." + part[2] + "." + part[3]);
            all.add(part[0] + "." + part[1] + "." + part[2] + "." + String.format(form, part[3]));
        }
        all.add(part[0] + "." + (whole & 0xFFFFFF));
        all.add(part[0] + "." + part[1] + "." + (whole & 0xFFFF));
        all.add(plain + ".");
        all.add(plain + ".1");
        return all.stream().filter(text -> !text.equals(plain)).toList();
    }

    @ParameterizedTest
    @MethodSource("spellings")
    void anAddressThatIsNotWrittenPlainlyIsForbidden(String host) {
        // A registry-based authority has no host; that is refused too.
        assertThat(Problems.of(() -> guard.check(URI.create("https://" + host + "/")))
                        .problem())
                .isEqualTo(StoreProblem.STORE_URL_FORBIDDEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/",
                "ftp://shop.example/",
                "https:///path",
                "https:shop.example",
                "//shop.example/",
                "https://user@shop.example/",
                "https://user:password@shop.example/",
                "https://169.254.169.254/latest/meta-data/",
                "https://[::1]:8443/",
                "https://10.1.2.3/",
                "mailto:someone@shop.example",
            })
    void otherUrlsAreForbidden(String url) {
        assertThat(Problems.of(() -> guard.check(URI.create(url))).problem())
                .isEqualTo(StoreProblem.STORE_URL_FORBIDDEN);
    }

    @Test
    void theProblemSaysNothingOfThePath() {
        assertThat(Problems.of(() -> guard.check(URI.create("http://shop.example/a?key=s3cret")))
                        .detail())
                .contains("It begins with http://.");
    }

    @Test
    void anExemptionIsForItsHostAndPortAlone() {
        OutboundGuard lenient = new OutboundGuard(OutboundSettings.defaults()
                .withAllow(" 127.0.0.1:9311, LocalHost:80,[::1]:443, ")
                .allow());

        assertThat(List.of(
                        "http://127.0.0.1:9311/x",
                        "https://127.0.0.1:9311/x",
                        "http://localhost/",
                        "https://[::1]/",
                        "https://[0:0:0:0:0:0:0:1]:443/"))
                .allSatisfy(url -> assertThat(lenient.check(URI.create(url))).isNotNull());
        assertThat(List.of("http://127.0.0.1:9312/", "http://127.0.0.1/", "https://127.0.0.1/", "http://[::1]/"))
                .allSatisfy(url -> assertThat(Problems.of(() -> lenient.check(URI.create(url)))
                                .problem())
                        .isEqualTo(StoreProblem.STORE_URL_FORBIDDEN));
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost", "http://localhost:80", "localhost:99999", "a b:80", "user@host:80", ":80"})
    void anExemptionThatIsNoneIsRefused(String pair) {
        assertThatThrownBy(() -> OutboundSettings.defaults().withAllow(pair))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("host:port");
    }

    /** With nothing else to guard it: what is about to be sent over a connection to a private address is held back. */
    @Test
    void aConnectionToAPrivateAddressCarriesNothing() throws Exception {
        try (RawServer server = RawServer.statuses("200 OK")) {
            OkHttpClient client =
                    new OkHttpClient.Builder().addNetworkInterceptor(guard).build();
            okhttp3.Request request =
                    new okhttp3.Request.Builder().url(server.url("/")).build();

            assertThatThrownBy(() -> client.newCall(request).execute())
                    .isInstanceOf(OutboundGuard.ForbiddenAddress.class);
            assertThat(server.requests).isEmpty();
        }
    }

    private static boolean isPublic(String literal) throws UnknownHostException {
        return PublicAddresses.contains(InetAddress.getByName(literal));
    }
}
