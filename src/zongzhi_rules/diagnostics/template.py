from zongzhi_rules.diagnostics.catalog import Severity, Template
