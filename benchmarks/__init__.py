"""What guidelinekit is measured against: the same six rules by hand and in other engines."""
