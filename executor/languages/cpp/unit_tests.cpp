// Runs the doctest cases of a program. What it is told, and what it tells, is in ../README.md.
#define DOCTEST_CONFIG_IMPLEMENT
#define DOCTEST_CONFIG_NO_POSIX_SIGNALS
#include <doctest/doctest.h>

#include <fcntl.h>
#include <pthread.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace {

constexpr int ORDERS = 3;
constexpr int EVENTS = 4;
constexpr std::size_t MAX_MESSAGE_BYTES = 4000;
constexpr std::size_t MAX_NAME_BYTES = 300;
constexpr std::size_t FOUND_AT_ONCE = 50;

void read_exactly(char *bytes, std::size_t count) {
    while (count > 0) {
        ssize_t more = read(ORDERS, bytes, count);
        if (more < 0 && errno == EINTR) continue;
        if (more <= 0) _exit(0);
        bytes += more;
        count -= static_cast<std::size_t>(more);
    }
}

// An empty word, the key, milliseconds for each test, and the lists; see ../README.md.
std::vector<std::string> read_order() {
    unsigned char length[4];
    read_exactly(reinterpret_cast<char *>(length), sizeof length);
    std::string words((std::size_t{length[0]} << 24) | (length[1] << 16) | (length[2] << 8) | length[3], '\0');
    read_exactly(words.data(), words.size());
    std::vector<std::string> order;
    for (std::size_t at = 0; at < words.size(); at += order.back().size() + 1) order.emplace_back(words.c_str() + at);
    return order;
}

// Takes a list out of the order: how many, and these.
std::vector<std::string> list_at(const std::vector<std::string> &order, std::size_t &at) {
    auto begin = order.begin() + static_cast<std::ptrdiff_t>(at) + 1;
    auto count = std::stoi(order[at]);
    at += 1 + static_cast<std::size_t>(count);
    return {begin, begin + count};
}

// Without half a character at its end.
std::string shortened(std::string text, std::size_t bytes) {
    if (text.size() <= bytes) return text;
    while (bytes > 0 && (text[bytes] & 0xC0) == 0x80) bytes--;
    return text.substr(0, bytes);
}

std::string in_json(std::string_view text) {
    std::string json = "\"";
    for (char each : text) {
        if (each == '"' || each == '\\') (json += '\\') += each;
        else if (static_cast<unsigned char>(each) >= ' ') json += each;
        else {
            char escaped[8];
            std::snprintf(escaped, sizeof escaped, "\\u%04x", each);
            json += escaped;
        }
    }
    return json + '"';
}

std::string path_of(std::string_view file) {
    if (file.starts_with("./")) file.remove_prefix(2);
    return std::string(file);
}

std::string place(std::string_view file, int line) {
    return "\"path\":" + in_json(path_of(file)) + ",\"line\":" + std::to_string(line);
}

// Tells what happens, apart from what is printed, and waits until it was heard.
class Teller {
public:
    void begin(std::string key) { this->key = std::move(key); }

    void tell(const std::string &event) const {
        std::cout.flush();
        std::cerr.flush();
        std::fflush(nullptr);
        std::string line = key + " {" + event + "}\n";
        for (std::size_t written = 0; written < line.size();) {
            ssize_t more = write(EVENTS, line.data() + written, line.size() - written);
            if (more < 0 && errno != EINTR) _exit(1);
            if (more > 0) written += static_cast<std::size_t>(more);
        }
        char heard;
        read_exactly(&heard, 1);
    }

private:
    std::string key;
};

Teller teller;
std::map<const doctest::TestCaseData *, std::string> ids;

class Reporter final : public doctest::IReporter {
public:
    explicit Reporter(const doctest::ContextOptions &) {}

    void test_case_start(const doctest::TestCaseData &test) override {
        current = &test;
        message.clear();
        where.clear();
        threw = false;
        teller.tell("\"event\":\"started\",\"id\":" + in_json(ids[current]));
        began = std::chrono::steady_clock::now();
    }

    void test_case_end(const doctest::CurrentTestCaseStats &stats) override {
        auto micros = std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - began);
        std::string event = "\"event\":\"ended\",\"id\":" + in_json(ids[current])
            + ",\"micros\":" + std::to_string(micros.count()) + ",\"verdict\":";
        if (stats.testCaseSuccess) {
            event += "\"passed\"";
        } else {
            event += threw ? "\"error\"" : "\"failed\"";
            event += ",\"message\":" + in_json(shortened(message, MAX_MESSAGE_BYTES));
            if (!where.empty()) event += ",\"at\":{" + where + "}";
        }
        teller.tell(event);
    }

    void test_case_exception(const doctest::TestCaseException &thrown) override {
        threw = true;
        note("Exception: " + std::string(thrown.error_string.c_str()), "");
    }

    void log_assert(const doctest::AssertData &assertion) override {
        if (!assertion.m_failed) return;
        std::string text = std::string(doctest::assertString(assertion.m_at)) + "( " + assertion.m_expr + " )";
        if (assertion.m_threw) text += " threw " + std::string(assertion.m_exception.c_str());
        else if (assertion.m_decomp.size() > 0) text += " is not so: " + std::string(assertion.m_decomp.c_str());
        note(text, place(assertion.m_file, assertion.m_line));
    }

    void log_message(const doctest::MessageData &said) override {
        if (said.m_severity & doctest::assertType::is_warn) return;
        note(said.m_string.c_str(), place(said.m_file, said.m_line));
    }

    void report_query(const doctest::QueryData &) override {}
    void test_run_start() override {}
    void test_run_end(const doctest::TestRunStats &) override {}
    void test_case_reenter(const doctest::TestCaseData &) override {}
    void subcase_start(const doctest::SubcaseSignature &) override {}
    void subcase_end() override {}
    void test_case_skipped(const doctest::TestCaseData &) override {}

private:
    // The first is what it is about.
    void note(const std::string &text, const std::string &at) {
        if (!message.empty()) message += '\n';
        message += text;
        if (where.empty()) where = at;
    }

    const doctest::TestCaseData *current = nullptr;
    std::chrono::steady_clock::time_point began;
    std::string message, where;
    bool threw = false;
};

REGISTER_REPORTER("coderun", 0, Reporter);

std::string name_of(const doctest::TestCaseData &test) {
    std::string suite = test.m_test_suite ? test.m_test_suite : "";
    return (suite.empty() ? "" : suite + " > ") + test.m_name;
}

// By file and line, each with an id that stays the same while lines move.
std::vector<const doctest::TestCaseData *> all_tests() {
    std::vector<const doctest::TestCaseData *> tests;
    for (const auto &test : doctest::detail::getRegisteredTests()) tests.push_back(&test);
    std::stable_sort(tests.begin(), tests.end(), [](auto left, auto right) {
        return std::pair(path_of(left->m_file.c_str()), left->m_line) < std::pair(path_of(right->m_file.c_str()), right->m_line);
    });
    std::map<std::string, int> taken;
    for (auto test : tests) {
        std::string id = shortened(path_of(test->m_file.c_str()) + " > " + name_of(*test), MAX_NAME_BYTES);
        int others = taken[id]++;
        ids[test] = others == 0 ? id : id + " #" + std::to_string(others + 1);
    }
    return tests;
}

void tell_found(const std::vector<const doctest::TestCaseData *> &tests) {
    for (std::size_t begin = 0; begin < tests.size(); begin += FOUND_AT_ONCE) {
        std::string list;
        for (std::size_t i = begin; i < std::min(tests.size(), begin + FOUND_AT_ONCE); i++) {
            const auto &test = *tests[i];
            list += (list.empty() ? "{" : ",{") + ("\"id\":" + in_json(ids[&test])) + ",\"name\":"
                + in_json(shortened(name_of(test), MAX_NAME_BYTES)) + ","
                + place(test.m_file.c_str(), static_cast<int>(test.m_line)) + "}";
        }
        teller.tell("\"event\":\"found\",\"tests\":[" + list + "]");
    }
}

void tell_skipped(const std::vector<const doctest::TestCaseData *> &tests) {
    for (auto test : tests) {
        if (!test->m_skip) continue;
        teller.tell("\"event\":\"started\",\"id\":" + in_json(ids[test]));
        teller.tell("\"event\":\"ended\",\"id\":" + in_json(ids[test]) + ",\"micros\":0,\"verdict\":\"skipped\"");
    }
}

// A test's place among what is to be run first.
std::size_t rank(const doctest::TestCaseData *test, const std::vector<std::string> &first) {
    auto is_meant = [&](const std::string &word) { return word == ids[test] || word == path_of(test->m_file.c_str()); };
    return static_cast<std::size_t>(std::find_if(first.begin(), first.end(), is_meant) - first.begin());
}

// Each alone, because doctest has orders of its own: it runs what is registered.
void run(const std::vector<const doctest::TestCaseData *> &tests) {
    auto &registered = doctest::detail::getRegisteredTests();
    auto all = std::move(registered);
    registered.clear();
    for (auto test : tests) {
        auto found = std::find_if(all.begin(), all.end(), [&](const auto &each) { return &each == test; });
        registered.insert(all.extract(found));
        doctest::Context context;
        context.setOption("reporters", "coderun");
        context.setOption("no-breaks", true);
        context.run();
        all.insert(registered.extract(registered.begin()));
    }
}

// In a child of a test.
void forget() {
    close(ORDERS);
    close(EVENTS);
}

}  // namespace

int main() {
    fcntl(ORDERS, F_SETFD, FD_CLOEXEC);
    fcntl(EVENTS, F_SETFD, FD_CLOEXEC);
    pthread_atfork(nullptr, nullptr, forget);
    auto order = read_order();
    teller.begin(order[1]);
    std::size_t at = 3;
    list_at(order, at);  // the files
    auto first = list_at(order, at);
    std::set<std::string> only(order.begin() + static_cast<std::ptrdiff_t>(at), order.end());
    auto tests = all_tests();
    std::erase_if(tests, [&](auto test) { return !only.empty() && !only.contains(ids[test]); });
    tell_found(tests);
    tell_skipped(tests);
    std::stable_sort(tests.begin(), tests.end(), [&](auto one, auto other) { return rank(one, first) < rank(other, first); });
    run(tests);
    teller.tell("\"event\":\"end\"");
    _exit(0);
}
