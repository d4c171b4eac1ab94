// SPDX-License-Identifier: BSD-3-Clause
// Written by cmake/font/write_glyphs.py from the font DejaVu Sans, whose notice follows.
//
// The letters of DejaVu Sans, https://dejavu-fonts.github.io/
//
// Copyright (c) 2003 by Bitstream, Inc. All Rights Reserved. Bitstream Vera is a
// trademark of Bitstream, Inc. DejaVu changes are in public domain.
//
// Permission is hereby granted, free of charge, to any person obtaining a copy
// of the fonts accompanying this license ("Fonts") and associated
// documentation files (the "Font Software"), to reproduce and distribute the
// Font Software, including without limitation the rights to use, copy, merge,
// publish, distribute, and/or sell copies of the Font Software, and to permit
// persons to whom the Font Software is furnished to do so, subject to the
// following conditions:
//
// The above copyright and trademark notices and this permission notice shall
// be included in all copies of one or more of the Font Software typefaces.
//
// The Font Software may be modified, altered, or added to, and in particular
// the designs of glyphs or characters in the Fonts may be modified and
// additional glyphs or characters may be added to the Fonts, only if the fonts
// are renamed to names not containing either the words "Bitstream" or the word
// "Vera".
//
// This License becomes null and void to the extent applicable to Fonts or Font
// Software that has been modified and is distributed under the "Bitstream
// Vera" names.
//
// The Font Software may be sold as part of a larger software package but no
// copy of one or more of the Font Software typefaces may be sold by itself.
//
// THE FONT SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS
// OR IMPLIED, INCLUDING BUT NOT LIMITED TO ANY WARRANTIES OF MERCHANTABILITY,
// FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT OF COPYRIGHT, PATENT,
// TRADEMARK, OR OTHER RIGHT. IN NO EVENT SHALL BITSTREAM OR THE GNOME
// FOUNDATION BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, INCLUDING
// ANY GENERAL, SPECIAL, INDIRECT, INCIDENTAL, OR CONSEQUENTIAL DAMAGES,
// WHETHER IN AN ACTION OF CONTRACT, TORT OR OTHERWISE, ARISING FROM, OUT OF
// THE USE OR INABILITY TO USE THE FONT SOFTWARE OR FROM OTHER DEALINGS IN THE
// FONT SOFTWARE.
//
// Except as contained in this notice, the names of Gnome, the Gnome
// Foundation, and Bitstream Inc., shall not be used in advertising or
// otherwise to promote the sale, use or other dealings in this Font Software
// without prior written authorization from the Gnome Foundation or Bitstream
// Inc., respectively. For further information, contact: fonts at gnome dot
// org.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace whence::detail {

// Of the letters as they are stored, in pixels.
inline constexpr std::size_t line_height = 28;
inline constexpr std::size_t line_baseline = 22;  // below the line's top
inline constexpr double pixels_per_unit = 24.0 / 2048;

struct glyph {
  std::uint16_t advance;  // in units of the font's design
  std::uint16_t first;    // of its characters in `glyph_levels`
  std::int8_t left;       // of its first column, from the pen
  std::uint8_t top;       // of its first row, from the line's top
  std::uint8_t width;
  std::uint8_t height;
};

// clang-format off
// Of the ASCII characters from the space to the tilde; last the box for all that is none of them.
inline constexpr std::array<glyph, 96> glyphs{{
    {651, 0, 0, 0, 0, 0}, {821, 0, 3, 4, 3, 18}, {942, 27, 2, 4, 7, 7}, {1716, 52, 1, 4, 18, 18},
    {1303, 214, 2, 3, 12, 23}, {1946, 352, 1, 4, 21, 19}, {1597, 552, 1, 4, 17, 19}, {563, 714, 2, 4, 3, 7},
    {799, 725, 2, 3, 6, 23}, {799, 794, 2, 3, 6, 23}, {1024, 863, 0, 4, 12, 12}, {1716, 935, 2, 7, 16, 15},
    {651, 1055, 2, 19, 4, 6}, {739, 1067, 1, 14, 7, 3}, {651, 1078, 2, 19, 3, 3}, {690, 1083, 0, 4, 8, 21},
    {1303, 1167, 1, 4, 13, 19}, {1303, 1291, 2, 4, 11, 18}, {1303, 1390, 1, 4, 12, 18}, {1303, 1498, 1, 4, 13, 19},
    {1303, 1622, 1, 4, 13, 18}, {1303, 1739, 1, 4, 13, 19}, {1303, 1863, 1, 4, 13, 19}, {1303, 1987, 2, 4, 12, 18},
    {1303, 2095, 1, 4, 13, 19}, {1303, 2219, 1, 4, 13, 19}, {690, 2343, 2, 9, 4, 13}, {690, 2369, 2, 9, 4, 16},
    {1716, 2401, 2, 8, 16, 13}, {1716, 2505, 2, 11, 16, 7}, {1716, 2561, 2, 8, 16, 13}, {1087, 2665, 1, 4, 10, 18},
    {2048, 2755, 1, 5, 22, 22}, {1401, 2997, 0, 4, 16, 18}, {1405, 3141, 2, 4, 13, 18}, {1430, 3258, 1, 4, 15, 19},
    {1577, 3401, 2, 4, 15, 18}, {1294, 3536, 2, 4, 12, 18}, {1178, 3644, 2, 4, 11, 18}, {1587, 3743, 1, 4, 16, 19},
    {1540, 3895, 2, 4, 14, 18}, {604, 4021, 2, 4, 3, 18}, {604, 4048, -2, 4, 7, 23}, {1343, 4129, 2, 4, 14, 18},
    {1141, 4255, 2, 4, 12, 18}, {1767, 4363, 2, 4, 17, 18}, {1532, 4516, 2, 4, 14, 18}, {1612, 4642, 1, 4, 17, 19},
    {1235, 4804, 2, 4, 12, 18}, {1612, 4912, 1, 4, 17, 22}, {1423, 5099, 2, 4, 14, 18}, {1300, 5225, 1, 4, 13, 19},
    {1251, 5349, 0, 4, 15, 18}, {1499, 5484, 2, 4, 14, 19}, {1401, 5617, 0, 4, 16, 18}, {2025, 5761, 1, 4, 22, 18},
    {1403, 5959, 1, 4, 15, 18}, {1251, 6094, 0, 4, 15, 18}, {1403, 6229, 1, 4, 15, 18}, {799, 6364, 2, 3, 5, 23},
    {690, 6422, 0, 4, 8, 21}, {799, 6506, 2, 3, 6, 23}, {1716, 6575, 2, 4, 16, 7}, {1024, 6631, -1, 26, 14, 2},
    {1024, 6645, 2, 2, 6, 6}, {1255, 6663, 1, 8, 12, 15}, {1300, 6753, 2, 3, 12, 20}, {1126, 6873, 1, 8, 11, 15},
    {1300, 6956, 1, 3, 12, 20}, {1260, 7076, 1, 8, 13, 15}, {721, 7174, 0, 3, 9, 19}, {1300, 7260, 1, 8, 12, 19},
    {1298, 7374, 2, 3, 12, 19}, {569, 7488, 2, 3, 3, 19}, {569, 7517, -1, 3, 6, 24}, {1186, 7589, 2, 3, 12, 19},
    {569, 7703, 2, 3, 3, 19}, {1995, 7732, 2, 8, 20, 14}, {1298, 7872, 2, 8, 12, 14}, {1253, 7956, 1, 8, 13, 15},
    {1300, 8054, 2, 8, 12, 19}, {1300, 8168, 1, 8, 12, 19}, {842, 8282, 2, 8, 8, 14}, {1067, 8338, 1, 8, 11, 15},
    {803, 8421, 0, 5, 9, 17}, {1298, 8498, 2, 8, 11, 15}, {1212, 8581, 0, 8, 14, 14}, {1675, 8679, 1, 8, 18, 14},
    {1212, 8805, 1, 8, 13, 14}, {1212, 8896, 1, 8, 13, 19}, {1075, 9020, 1, 8, 11, 14}, {1303, 9097, 3, 3, 10, 23},
    {690, 9212, 3, 3, 2, 25}, {1303, 9237, 3, 3, 10, 23}, {1716, 9352, 2, 12, 16, 5}, {1365, 9392, 1, 4, 14, 19},
}};

// How much of a pixel is covered, 0 to 7, row by row, two pixels a character: '0' + 8 * first + second.
inline constexpr std::string_view glyph_levels =
    R"(<SoOkoOkoOkoOjnGan3@003oOkoD8<Mj2m_@G]j2m_@G]j2m_@GX0001A02800004j0GP00006i0OH00007`0_80000GP0n000CK_SLnKI0goo)"
    R"(ooooj0CKnKNkKI002l07`00004j0GX00006i0OH00<TWlTg\T0?oooooon019WI:m99000g83k00000n05i00002l07`00004j0GX000002000)"
    R"(00780000780002OS@03oooo8OlGBV8gH7800o87800oH7800Wk?8005ood@00Dgom8007LoX0078Gi00786j00787ic879_`on_gn8;^omH000)"
    R"(?8000078000078000040000Me@000FH00WegH006`00GX1o003k004j04j01m000_80OH0_8005j04k0GP000OH0_@6`0001n8G`3k00003ogi)"
    R"(1m008001TI0_85ol00000GP5mMl00006`2m06i0003k0WH0WH001m04j03k000_80W@0OH00GP02l05j006`006k;m003k000>on800C00002J)"
    R"(0000<f\@0000Oooo8000?m8;a0003n0000000OX0000002o80000006m0000000_m000000_gm000K0WaGl00?h?j0Gl02n3n00Ol0WHO`00Ol)"
    R"(?i3n000Onl0?j000On00_j004ok01gmT_nWk00Wool0Ok002J@0000D=j_Ej_Ej_@01A06i0OP0o83l06j0?h0OX0_P0gH0gH0o@0gH0gH0WP0)"
    R"(O`0?h05j03m00g80OP06i008B00_@0?`05j02n00g80WP0O`0Gh0?i07j07j07j0?i0Gh0OX0_H0o82m05j0?X0_80900004P00005X00485X1)"
    R"(P>k5XOa0Fffb000Wl000<ngQ04m=Y_P5@5X2X005X00005X000018000007h0000007h0000007h0000007h0000007h0000007h000DTTWlTT)"
    R"(ROoooooolDTTWlTTR0007h0000007h0000007h0000007h0000007h0000007h000?j?jGiWPg0[0LTTFookCKK8OkoOh000K002m004k006i0)"
    R"(0?`00OP00_@01n003l005j007h00GX00WH00g802m004k006i00?`00OP00_@00B00000MfQ001gooj00gb1_i0Oi00gX6l002o8o@007jGi00)"
    R"(0gJo0005lOh000_[o0005mOh000_Ro0006l?i000oHoH00?i4n004n0?k02oH0WmToX00OooP0002J80002LQ02goo80On_i01A1o8000?i000)"
    R"(1o8000?i0001o8000?i0001o8000?i0001o8000?i0001o8000?i0001o807oooohooooo0D^eH0?ooon@?dA;oi:000?l00005m00004m0000)"
    R"(6l0000Gj0001gP000>n0000ga0005n8000_a0005n8000_a0005n8000GoooonGoooon1L^eQ00_oool04[A:_k00000gX00003n00000O`000)"
    R"(0>l003KVm001ool000<Ugm00000Fm00000Gi00000o@00007j00003o9H002oX?n\^oa1_oooQ001CA0000003T80002ok0000goH000WOk000)"
    R"(?`oH006i7k003l0oH01n07k00g@0oH0OP07k0?`00oH5k99?k9goooooefffgnf0000oH00007k00000oH00007k01TTTTH0Oooon03nTTTH0O)"
    R"(X00003m00000OX00003nLS800OoooY03dKMo`00003oP00004n00000Gi00001o80000Gi00005n1I004oH?n\_oX1goonH002CA00000;^eI0)"
    R"(0GoooP0GmA:T06l00003n00000gP00007j3TI02oFool0GnlBWl2oj00OiGm000gQoP005m7k000WXgP005m4n000oH?l00_i0GnTgk00Foob0)"
    R"(002B800TTTTTQoooooiTTTTg`0000oH0003o80006m0000?j0000W`0000gP0002o80005m0000?k0000Oh0000gP0002o@0004n00007k0000)"
    R"(Oi00002Vf[004ooom03oQ1Om0gX00Oi7k001o8gH00?i4m004n0>mA<o@04oom804oegm84o@0>n1oH00?jGh000gRo0005lGj000oHga00Wi2)"
    R"(olTgl02gooc000:J80002VeQ004oooa03oQ1_a0oP00gPGi003n3n000GjO`001oKo000Gl?k005oP_j04ol1gn^ngP0Vol7k00181o80000O`)"
    R"(0000>k0900>n03n\_n80Foom8001CA0003I?j?j<Q000000000000?j?j?j3I?j?j<Q000000000000?j?jGiWPg0[00000002T00000<gl000)"
    R"(1NonQ002_od@00DooZ000FomH0000On@00000EonI00000;go[800002Vom@00000EooQ000003_l0000001KOoooooolOooooool000000000)"
    R"(000000019999998OoooooolNffffffcM@000000OnQ00000;goc800001VomH00000DooZ000002_oc000002gl0000;gob000MonQ002_ol@0)"
    R"(0<ooZ0000OnI00000L80000000Mf[0?oooaGR0Om9003o0002o0005n000Oj003oH00Ok000oH002o0002n0002n0001B000000003o0003o00)"
    R"(03o000001UfeI000002gnegoP0000Wl800En8004m80000Oa00OX000002n01n00;T@C0OH4j02oom_06`6`0?k0Oo04i?H0WH03o03jG@0g80)"
    R"(0o03jO@0o000g03jO@0g000g05hGH0_@01o0?X?X0OX05o1g85i05nTggWb02l00WoZ_d800_@008080000>j0000080001gQ000<l0000=o\K)"
    R"(Moa00000DgooZ00000001B80000000<R000000Wn000000go@00002nWX00005l?i00007i6k0000O`3n0000gH1o@001o80_P004m00Gh006k)"
    R"(006k00GlTTVm00_ooooo81oTTTTgP3n0000O`6l0000?jGj00005mW`00003oDTTK@05ooook0_dTTgk5m000g`_X003o5m000Oh_X005m5nBB)"
    R"(Mo8_ooon85nTT^n@_X004o=m0006l_X000_]m0006m_X001oUm002gi_ooook5ooonQ0002Vf\@00Fooooa0GoR9DgH?n8000S5o800001oP00)"
    R"(000Oi000004o000000W`000005n000000W`000003o000000Gj000000gX000003oH0001@5oQ003k05om]_o@03goom@000:J@00DTSK@005o)"
    R"(ooom80_dTUgoP5m000FoH_X0005o=m0000?l_X0000_em00004o_X0000Omm00003o_X0000Wmm00005n_X0000g]m0000Oj_X000Gn5m00:_n)"
    R"(8_oooom85oooeI00DTTTTQ_ooook_dTTTQ_X0000_X0000_X0000_X0000_cKKKH_ooooh_dTTTP_X0000_X0000_X0000_X0000_X0000_X00)"
    R"(00_ooool_oooolDTTTT=ooook_dTTT=m0000_X0005m0000_X0005nKKK@_ooom5nTTTH_X0005m0000_X0005m0000_X0005m0000_X0005m0)"
    R"(000002UfeI002gooooP0GoR9;_i1oa0001Y5n800000?k000000Oi000000Wh000000W`001999_`004oolW`004fglOh00005lGj00005l6m0)"
    R"(0005l3oH0005l0_l800>l05on\^oj00Foood8000:KA00DH0002R_X0005m_X0005m_X0005m_X0005m_X0005m_X0005m_cKKKNm_ooooom_d)"
    R"(TTTVm_X0005m_X0005m_X0005m_X0005m_X0005m_X0005m_X0005m_X0005mDMm_]m_]m_]m_]m_]m_]m_]m_]m00DH05m00_X05m00_X05m0)"
    R"(0_X05m00_X05m00_X05m00_X05m00_X05m00_X05m00gP0?k2No:oo@=\80DH000DQ_X003oP_X00Wk0_X04oH0_X0_k00_X5o@00_X_j000_f)"
    R"(o@000_oj0000_gm0000_[oX000_XOm000_X3oX00_X0Om00_X03oX0_X00Om0_X003oX_X000OmDH0000_X0000_X0000_X0000_X0000_X000)"
    R"(0_X0000_X0000_X0000_X0000_X0000_X0000_X0000_X0000_X0000_X0000_ooooj_oooojDS0000<T=oj0004ok_oP000goMmo000G_k_]k)"
    R"(005joMmGX01o7k_Xg80OPoMm4l06j7k_X?`1n0oMm0_@WH7k_X3l6i0oMm07km07k_X0Wo@0oMm02oh07k_X04S00oMm000007k_X00000oMm0)"
    R"(00007kDR0002R_o8005l_oP005l_gi005l_]m005l_Zo805l_X_X05l_X?j05l_X4m05l_X1o@5l_X0W`5l_X0?k5l_X04n5l_X00gMl_X00Oe)"
    R"(l_X006ol_X003ol_X000gl003^fZ0000Fooon@00GnA1No@0?m0006n85n8000?l1oH0000WhOi00002oDo00000?kW`00000oUn000007lW`0)"
    R"(0000oKo00000?jGj00003o8gX0000g`3o@000Oj05oH00Om005odTgm0003gooc00000:J8000DTSJ80_oool0_dTVoX_X00Wj_X007l_X006l)"
    R"(_X006l_X00Gk_X03gi_oooo@_oonQ0_X0000_X0000_X0000_X0000_X0000_X0000_X0000003^fZ0000Fooon@00GnA1No@0?m0006n85n80)"
    R"(00?l1oH0000WhOi00002oDo00000?kW`00000oUn000007lW`00000oKo00000?jGj00003o8gX0000g`3o@000Oj05oH00Om005odTgm0003g)"
    R"(ooj00000:KoH0000003oH0000004o@000000190DTSJ800_ooom80_dTVo`0_X00Wj0_X007l0_X006m0_X007l0_X00Oj0_cKMoX0_oook00_)"
    R"(dT_m00_X02oP0_X00Oi0_X006m0_X002o@_X000gX_X000Gj_X0006m02Vf\I05oooo`5oI0;^1o@0000Oh00003o00000Gl00000gnS8001_o)"
    R"(od800DgooH0002Wo@0000Gm00000_`00004n00000gZZ000OkGn\Tgm1Voooc001BJ800TTTTTTTOoooooomTTTo\TTH006l000000gP000006)"
    R"(l000000gP000006l000000gP000006l000000gP000006l000000gP000006l000000gP000006l000000gP000006l000L@0003RgH0006kgH)"
    R"(0006kgH0006kgH0006kgH0006kgH0006kgH0006kgH0006kgH0006kgH0006kgH0006kgP0007k_X000?jOi000Oh?m002oP2odT_n00EoooP0)"
    R"(00:J@00LH00001TOh00004n?k00007k5n0000Oi2o8000_X0gP001o@0W`004n00?j006l005m00Gi003o80W`000oH0oH000W`3o0000Gi5m0)"
    R"(0006l?j00003nW`00001ooP00000_o800000Gm000T8002T8002SoH005oH005m_X007oX007kO`00?_h00?i?i00OMi00Oh7k00_Ck00_X5m0)"
    R"(0o2m00oH3n01m0o01o81o83k0_83o00oH5j0OH5m00_X7h0GX7k00O`?X07`?i00?iOP05iO`007k_@04k_X005mo002mgH003om000oo8001o)"
    R"(l000gn0000oj000Wm00<Q0001S8gX000gX1oH00Wa03o80Gj006m06l000?k4n0000Oko@0000goP00002o`00000Wo80000Gnm00006l?k000)"
    R"(4n0Oi002o@0gX00gP01oH0W`004o8Gj0006m6l0000?kL@0000LCo8000Wi5n000?j0>l006m00Gi04n800_`1o@001gPgX0002o_a00005oj0)"
    R"(00007m000000gP000006l000000gP000006l000000gP000006l000000gP000006l000DTTTTTT5ooooooiDTTTTWn000005o800003o@0000)"
    R"(2oP00001oX00000g`00000_i00000Wj00000Gk00000?m00000>n000005n800004o@00003oH00000gooooooNooooookBBGoooSOj0o@7j0o)"
    R"(@7j0o@7j0o@7j0o@7j0o@7j0o@7j0o@7j0oTWoo998K000_@00OP00?`005j003l001n000g800WH00GX006i004k002m000o000_@00OP00?`)"
    R"(005j003l001n000B:BA_ojCNj06j06j06j06j06j06j06j06j06j06j06j06j06j06j06j06j06jDWj_oj998000<R000001go@0000>n_j000)"
    R"(1gX5o800>m00Wi01gP003n8>k0000OaGoooooj<TTTTTQB80G`03l00WH05i00801KJ803gool04mKMoP1000Gh00006j00:BEk0Noool5oSKM)"
    R"(lGi005lWX006lWX00GlOi01gl6oT_el1gon<l02J800:80000g@0000g@0000g@0000g@0000g@;K80gDook0gg[MoHgl00Wig`006kgP004mg)"
    R"(H003ng@002ngH003ngP004mg`006kgl00Wig_dVoHgCook0002J0000;KA01_ool1glKVX_a001?j0003n0000WX0005l0000WX0003n0000?j)"
    R"(0000_a0021gmT_X0Wook002J@000000B00001o00001o00001o00001o00CJ1o0GooYo2ocLno6m00GoGi005oWX002oWP001o_P001oWP001o)"
    R"(O`002o?i005o6n00Oo1odUmo0FooQo00CA0000;K@001_oob01gdKgi0_X00W`?i000o;m0005kWe]]]gMoffffcWX00003n00000?j00000_b)"
    R"(001H0gmTUo00WoonH002CA00001B@0>on06nTH2o000O`00;n98OoooBUnTQ0OX003m000OX003m000OX003m000OX003m000OX003m000OX00)"
    R"(00KJ090OooYo2ocLno6m00GoGi004oWX002o_P001o_P001oWP001oO`003o?j006o4o@1_o0gogko04gmAo00002n00005l1Q01_i1onooH0M)"
    R"(gnQ0:80000g@0000g@0000g@0000g@0000g@;K80gCool0g_[MoHgk00W`gX00?hgH007ig@007ig@007ig@007ig@007ig@007ig@007ig@00)"
    R"(7ig@007i:=k_KQ018_Mk_Mk_Mk_Mk_Mk_Mk_H01A05k05k03Q00001805k05k05k05k05k05k05k05k05k05k05k05k05k05k06j0GiNoXOd0:)"
    R"(80000g@0000g@0000g@0000g@0000g@0018g@01gXg@0>m0g@2oP0g@Ok00gCo@00ggb000gga000gMn800g@_j00g@4o@0g@0Wj0g@04o@g@0)"
    R"(0Wj:=k_Mk_Mk_Mk_Mk_Mk_Mk_Mk_Mk_H90;K802K@0gCooj1gom0g_[No>cLoPgk00gn00OhgX00Oj007jgH00Gh006jg@00G`006jg@00G`00)"
    R"(6jg@00G`006jg@00G`006jg@00G`006jg@00G`006jg@00G`006jg@00G`006j90;K80gCool0g_[MoHgk00W`gX00?hgH007ig@007ig@007i)"
    R"(g@007ig@007ig@007ig@007ig@007ig@007i00CK8002gooY02ocLo`0gX01oPGi003o4n000?iWX000oEl0006kWX000oCn000?i?j004n0_a)"
    R"(02oH1glUoX01_ooP000:J00090;K80gDook0gg[MoHgl00Wig`006kgP004mgH003ng@002ngH003ngP004mg`006kgl00Wig_dVoHgCook0g@)"
    R"(2J00g@0000g@0000g@0000g@000000CJ090GooYo2ocLno6m00GoGi005oWX002oWP001o_P001oWP001oO`002o?i005o6n00Oo1odUmo0Foo)"
    R"(Qo00CA1o00001o00001o00001o00001o90;KgCong_[Lgk00g`00gH00gH00g@00g@00g@00g@00g@00g@00g@0002KJ80FoooH?mKLd4m0008)"
    R"(WP0003n@000>odI00<oom800;_n0000Gj0000gC800Gi_dT_m3gool00:J@000^@005k000_H00>k99GoooaVmTS0_H005k000_H005k000_H0)"
    R"(05k000_H005k000WX002oe\02_o`90001?i001oo800?oi001oo800?oi001oo800?oi001oo800?oj002ogH00Wln00Go?nT_WhFooIo02J00)"
    R"(01800018?j0007j5l000O`2o000_P0g@01o80WX04m00?i06k006k0Gh003n0WP001o8o@000_Sn0000Gml00006oi00004oX00900090009g@)"
    R"(04o@05kWP06oP07iG`0?gX0G`7i0ONh0OX5k0_Dj0_H4m0g2l0o82n1m0n2n00o;k0g<l00_Mi0WFk00O_`0G_i00?oX07o`007oH05oP005o8)"
    R"(03o@09800093o800gX5n00Wa06l0Gj00?k?k000Onm0000_n80003oX0002oo@001gSo800_`5n00Oi0>l0Gj00Gj6l000Oi9000097j000?jW)"
    R"(X003n1o800gH6k00Gh0O`05l00o@1o@04m0O`00?i6k000_Jo0002n_P0006oj0000Wn00001oH0000Gh00005l00002o8001]oP000?nP0000)"
    R"(999995oooolDTTToP000_a000Wi000Oj000Gk000?l000>m0006n0005n8004o@000odTTTGooool0009@00Foj00g[I02o0002n0002n0002n)"
    R"(0002n0003n0004m000Gk00onH00UgX0006l0003m0003n0002n0002n0002n0002n0001o8000_nY003^bBooooooooooooooooooooooo]B80)"
    R"(00ooH00KWj0005k0004l0004l0004l0004l0004m0003n0001oQ000Foj00WmQ02o8003m0004l0004l0004l0004l0004l0006k00]oi00f\8)"
    R"(0001B800022gonI02dGn]goegkM802Vom880000900WooooolWTTTTTlW01B80lW0ggj0lW1Q1f0lW000W0lW000e0lW005a0lW00^80lW01k0)"
    R"(0lW01j00lW00I00lW01Q00lW02j00lW01Q00lW00000lW00000lWTTTTTlWoooool)";
// clang-format on

/// @return 0 (bare) to 1 (covered)
/// @param pixel of the letter, counted row by row
inline double coverage(glyph const& letter, std::size_t pixel) {
  auto const pair = static_cast<unsigned>(glyph_levels[letter.first + pixel / 2] - '0');
  return (pixel % 2 == 0 ? pair / 8 : pair % 8) / 7.0;
}

}  // namespace whence::detail
