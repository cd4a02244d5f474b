"""Closed vocabularies of the fact model: one English identifier for each term, its Chinese label beside it.

Where the identifier alone does not tell an English reader what the term is, a few words do.

Ordered vocabularies list their members from the mildest to the gravest (or lowest to highest); conditions
compare by that order.  Nothing here belongs to one instrument: measures, bodies and circumstances are named in packs.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Self


class Term(StrEnum):
    """A closed vocabulary whose members carry a Chinese label, and what they mean in English."""

    label: str
    meaning: str

    def __new__(cls, value: str, label: str = "", meaning: str = "") -> Self:
        """Carry the words beside the value; without a meaning, the identifier in plain words is one."""
        member = str.__new__(cls, value)
        member._value_ = value
        member.label = label
        member.meaning = meaning or value.replace("_", " ")
        return member


class OrderedTerm(Term):
    """A vocabulary whose order of declaration is an order of gravity or height."""

    @property
    def ordinal(self) -> int:
        """Position in the order, from 0."""
        return list(type(self)).index(self)


class Level(OrderedTerm):
    """Administrative level, lowest first (行政层级)."""

    TOWNSHIP = "township", "乡级", "township, town, subdistrict"
    COUNTY = "county", "县级"
    PREFECTURE = "prefecture", "市级", "prefecture, city divided into districts"
    PROVINCE = "province", "省级"
    NATION = "nation", "中央", "the nation, central level"


class SubjectKind(Term):
    """What the case is about (对象)."""

    LOCALITY = "locality", "地方"
    UNIT = "unit", "单位"


class Organ(Term):
    """Kind of organ that the subject is (机关性质)."""

    PARTY = "party", "党的机关", "organ of the Party"
    PEOPLES_CONGRESS = "peoples_congress", "人大机关", "organ of a people's congress"
    ADMINISTRATION = "administration", "行政机关", "administrative organ"
    CPPCC = "cppcc", "政协机关", "organ of the political consultative conference"
    COURT = "court", "审判机关"
    PROCURATORATE = "procuratorate", "检察机关"
    MASS_ORGANISATION = "mass_organisation", "人民团体", "mass organisation, such as a trade union"
    PUBLIC_INSTITUTION = "public_institution", "事业单位"
    STATE_OWNED_ENTERPRISE = "state_owned_enterprise", "国有企业"
    OTHER = "other", "其他"


class Affiliation(Term):
    """To which system a unit belongs (隶属)."""

    LOCAL = "local", "地方所属", "of the locality"
    PROVINCIAL_SYSTEM = "provincial_system", "省直系统", "of a provincial department's own line"
    CENTRAL = "central", "中央驻地方", "central unit stationed in the locality"


class IncidentKind(Term):
    """Kind of incident (案事件类别)."""

    CRIMINAL_CASE = "criminal_case", "刑事案件"
    MASS_INCIDENT = "mass_incident", "群体性事件"
    PUBLIC_SAFETY_INCIDENT = "public_safety_incident", "公共安全事件"
    TERRORIST_CRIME = "terrorist_crime", "暴力恐怖犯罪案件", "violent terrorist crime"
    STATE_SECURITY_INCIDENT = (
        "state_security_incident",
        "危害国家安全和社会政治稳定案事件",
        "incident against state security",
    )
    CULT_INCIDENT = "cult_incident", "邪教类案事件", "case or incident of a cult"
    STAFF_MISCONDUCT = "staff_misconduct", "执法司法人员违法违纪案件", "misconduct of law-enforcement or judicial staff"
    OTHER = "other", "其他"


class IncidentGrade(OrderedTerm):
    """Grade of an incident, lowest first (案事件等级)."""

    ORDINARY = "ordinary", "一般"
    CONSIDERABLE = "considerable", "较大", "considerable: above ordinary, below major"
    MAJOR = "major", "重大"
    ESPECIALLY_MAJOR = "especially_major", "特别重大"


class Occasion(Term):
    """On what occasion an incident happened (发生场合)."""

    ORDINARY = "ordinary", "平时", "an ordinary time"
    SENSITIVE_PERIOD = "sensitive_period", "敏感时期", "a sensitive period"
    MAJOR_EVENT = "major_event", "重大活动安全保卫", "while a major event was guarded"
    GUARDED_TARGET = "guarded_target", "重要目标安全保卫", "at an important target under guard"


class HotSpotKind(Term):
    """Kind of standing problem (突出问题类别)."""

    KEY_AREA = "key_area", "社会治安重点地区", "key area of public order"
    PUBLIC_SAFETY = "public_safety", "公共安全问题", "problem of public safety"
    PUBLIC_ORDER = "public_order", "治安问题", "problem of public order"
    OTHER = "other", "其他"


class Harm(OrderedTerm):
    """How serious the harm is, mildest first (危害程度)."""

    ORDINARY = "ordinary", "一般"
    SERIOUS = "serious", "严重"
    ESPECIALLY_SERIOUS = "especially_serious", "特别严重"


class Impact(OrderedTerm):
    """How great the impact is, mildest first (影响程度)."""

    ORDINARY = "ordinary", "一般"
    MAJOR = "major", "重大"
    ESPECIALLY_MAJOR = "especially_major", "特别重大"


class AssessmentResult(OrderedTerm):
    """Result of a year's assessment, worst first (考核等次)."""

    FAILED = "failed", "不合格"
    QUALIFIED = "qualified", "合格"
    EXCELLENT = "excellent", "优秀"


class ReferringBody(Term):
    """Who finds that a matter needs inquiry, or reports it (提出主体)."""

    PARTY_COMMITTEE = "party_committee", "党委", "Party committee"
    GOVERNMENT = "government", "政府"
    COMMISSION = "commission", "社会治安综合治理委员会", "commission for comprehensive governance of public order"
    MEMBER_UNIT = "member_unit", "成员单位", "member unit of the commission"
    OTHER = "other", "其他单位和个人", "another unit or person"


class InspectionResult(OrderedTerm):
    """Result of an inspection of the rectification (检查验收结果)."""

    FAILED = "failed", "不合格"
    PASSED = "passed", "合格"


class Role(Term):
    """Role of an official in the leading body (领导职责)."""

    PRINCIPAL = "principal", "主要领导", "principal leader"
    COMPETENT = "competent", "主管领导", "competent leader"
    IN_CHARGE = "in_charge", "分管领导", "leader in charge of the field"
    OTHER_MEMBER = "other_member", "领导班子其他成员", "another member of the leading body"
    RESPONSIBLE_PERSON = "responsible_person", "相关责任人", "other person responsible"


class AwardKind(Term):
    """Kind of an award (荣誉类别)."""

    COLLECTIVE = "collective", "集体荣誉", "honour of a body"
    INDIVIDUAL = "individual", "个人荣誉", "honour of a person"
