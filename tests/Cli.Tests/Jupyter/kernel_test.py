"""What Debian's jupyter_kernel_test asks of every kernel, with samples in C#."""

import unittest

import jupyter_kernel_test


class CSharpTests(jupyter_kernel_test.KernelTests):
    kernel_name = ".net-csharp"
    language_name = "C#"
    file_extension = ".cs"
    code_hello_world = 'Console.WriteLine("hello, world")'
    code_stderr = 'Console.Error.WriteLine("oops")'
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "$\"{1 + 1} clusters\"", "result": "2 clusters"},
    ]
    code_display_data = [
        {"code": 'display(HTML("<b>x</b>"));', "mime": "text/html"},
        {"code": 'display(SVG("<svg/>"));', "mime": "image/svg+xml"},
    ]
    code_generate_error = 'throw new InvalidOperationException("no")'
    code_clear_output = "ClearOutput();"
    code_inspect_sample = "Console.WriteLine"
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")
    completion_samples = [
        {"text": "Console.WriteL", "matches": {"WriteLine"}},
        {"text": "#!ti", "matches": {"#!time"}},
    ]
    complete_code_samples = ["1", "var x = 2;", "int F() => 3;", "for (var i = 0; i < 3; i++) { Console.Write(i); }"]
    incomplete_code_samples = ["int F() {", 'var s = """\n abc', "new[] { 1,"]
    invalid_code_samples = ["int 3x = ;"]


if __name__ == "__main__":
    unittest.main()
